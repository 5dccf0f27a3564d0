import { Failure, isApiError } from '../model/errors.js';
import { MOUNT_ATTACHMENT, POD } from '../model/references.js';
import type { Step, StepContext } from '../model/step.js';
import { attachmentsOf, isMountpointPodOf, mountBlockers } from '../s3csi/attachments.js';
import { MOUNT_NAMESPACE } from '../s3csi/driver-name.js';
import { changedKeyFields, couldJoin, sharesMountWith } from '../s3csi/sharing-key.js';

/**
 * Waits until the driver let go of the old mount, before the new volume exists: a new Pod whose sharing key is that of an
 * existing Mountpoint Pod joins it, old bucket and all (FIELD.md 3, the stale-mount hazard).
 */
export const releaseMount: Step = {
  id: 'release-mount',
  async run(context) {
    const reason = reasonToSkip(context);
    if (reason !== undefined) return `not needed: ${reason}`;
    const volumeName = context.plan.target.volume.metadata.name;
    try {
      await context.wait({
        what: `the driver to let go of the old mount of volume ${volumeName}`,
        limitMs: context.settings.unmountTimeoutMs,
        watch: {
          attachments: { resource: MOUNT_ATTACHMENT, keep: (object) => attachmentsOf(volumeName, [object]).length > 0 },
          pods: { resource: POD, namespace: MOUNT_NAMESPACE, keep: (pod) => isMountpointPodOf(volumeName, pod) },
        },
        look: ({ attachments, pods }) => {
          const blockers = mountBlockers(attachments, pods, volumeName);
          return blockers.length === 0 ? { done: true } : { done: false, blockers };
        },
      });
    } catch (error) {
      // The kind went away with the driver: no book-keeping, nothing to wait for.
      if (!isApiError(error, 'NotFound')) throw withTheShortcut(error);
    }
    return undefined;
  },
};

/** An attachment that is never swept would keep the run for ever; another handle has nothing to do with it. */
function withTheShortcut(error: unknown): unknown {
  if (!(error instanceof Failure) || error.code !== 'timed-out') return error;
  return new Failure(error.code, error.message, {
    hint: 'wait and go on, or go on with --new-volume-handle HANDLE: no new Pod can join the old mount of another handle',
    cause: error,
  });
}

function reasonToSkip({ plan }: StepContext): string | undefined {
  const { observed, target } = plan;
  if (!observed.driver.booksAttachments) return 'this driver has no Mountpoint Pods that could be shared';
  if (observed.volume === undefined || sharesMountWith(observed.volume, target.volume)) return undefined;
  if (observed.attachments.some((attachment) => couldJoin(target.volume, attachment))) return undefined;
  return `${changedKeyFields(observed.volume, target.volume).join(', ')} changes, so no new Pod can join the old mount`;
}
