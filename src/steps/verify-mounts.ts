import { Failure, isApiError } from '../model/errors.js';
import type { PersistentVolume } from '../model/objects.js';
import { MOUNT_ATTACHMENT, POD } from '../model/references.js';
import type { StepContext } from '../model/step.js';
import { attachmentsOf, isMountpointPodOf, staleMounts } from '../s3csi/attachments.js';
import { MOUNT_NAMESPACE } from '../s3csi/driver-name.js';
import { podsOnClaim } from './pods-on-claim.js';

/**
 * Holds the Mountpoint Pod of every Pod on the claim against the volume: one that is older was made for the volume before,
 * and may show the old bucket (FIELD.md 3). Where the driver keeps no such book, or it may not be read, nothing is proven.
 *
 * @throws Failure unverified, with the Pods on an old mount
 */
export async function verifyMounts(context: StepContext, volume: PersistentVolume): Promise<void> {
  const { namespace, claimName, driver } = context.plan.observed;
  if (!driver.booksAttachments) return;
  const { name } = volume.metadata;
  try {
    const [attachments, mountpointPods] = await Promise.all([
      context.cluster.list({ resource: MOUNT_ATTACHMENT, keep: (object) => attachmentsOf(name, [object]).length > 0 }),
      context.cluster.list({ resource: POD, namespace: MOUNT_NAMESPACE, keep: (pod) => isMountpointPodOf(name, pod) }),
    ]);
    const old = staleMounts(volume, attachments, mountpointPods);
    if (old.length === 0) return;
    const pods = await context.cluster.list(podsOnClaim(namespace, claimName));
    const names = new Map(pods.map(({ metadata }) => [metadata.uid, metadata.name]));
    const stale = old.filter(({ podUid }) => names.has(podUid));
    if (stale.length === 0) return;
    const which = stale.map(({ podUid, mountpointPod }) => `Pod ${names.get(podUid) ?? ''} on ${mountpointPod}`);
    throw new Failure(
      'unverified',
      `the driver gave Mountpoint Pods to the workload that are older than volume ${name}, and may show what it was before: ${which.join(', ')}`,
      {
        hint: `kubectl s3csi-recreate ${claimName} -n ${namespace} --unchanged makes the volume anew once the driver has let go of them`,
      },
    );
  } catch (error) {
    if (isApiError(error, 'Forbidden'))
      context.warn(`it is not proven that every Pod has a new mount: ${error.message}`);
    // The kind went away with the driver.
    else if (!isApiError(error, 'NotFound')) throw error;
  }
}
