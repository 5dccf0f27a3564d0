import type { Cluster } from '../model/cluster.js';
import { ApiError } from '../model/errors.js';
import { isJsonObject } from '../model/json.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import { EVENT, MOUNT_ATTACHMENT, NODE, POD, RESOURCE_QUOTA, SERVICE_ACCOUNT } from '../model/references.js';
import { isFinished } from '../plan/pod-facts.js';
import { MOUNT_NAMESPACE } from '../s3csi/driver-name.js';
import { fieldAt, textAt } from '../s3csi/json-fields.js';
import type { NodeRoom } from '../s3csi/mountpoint-pod-state.js';
import { parseQuantity } from '../s3csi/quantity.js';
import type { Signer, SignerObject } from '../s3csi/signer.js';

/** What could not be read, for whatever reason, is just not known: an explanation must never become a failure of its own. */
export async function ifReadable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** Events of type Warning; the core group serves those of events.k8s.io too. */
export async function readWarnings(
  cluster: Cluster,
  namespace: string,
  keep: (event: KubernetesObject) => boolean,
): Promise<readonly KubernetesObject[]> {
  return (await ifReadable(cluster.list({ resource: EVENT, namespace, fields: { type: 'Warning' }, keep }))) ?? [];
}

export async function readAttachments(cluster: Cluster): Promise<readonly KubernetesObject[]> {
  return (await ifReadable(cluster.list({ resource: MOUNT_ATTACHMENT }))) ?? [];
}

/** @returns undefined where they may not be read, so that none is called missing */
export async function readMountpointPods(
  cluster: Cluster,
  names: ReadonlySet<string>,
): Promise<readonly KubernetesObject[] | undefined> {
  if (names.size === 0) return [];
  const keep = ({ metadata }: KubernetesObject): boolean => names.has(metadata.name);
  return ifReadable(cluster.list({ resource: POD, namespace: MOUNT_NAMESPACE, keep }));
}

export async function readSigner(cluster: Cluster, { namespace, name }: Signer): Promise<SignerObject> {
  return ifReadable(
    cluster.get({ resource: SERVICE_ACCOUNT, namespace, name }).then((object) => object ?? ('missing' as const)),
  );
}

/** How full a node is; an ended Pod takes no place. */
export async function readRoom(cluster: Cluster, node: string): Promise<NodeRoom> {
  const [object, pods] = await Promise.all([
    ifReadable(cluster.get({ resource: NODE, name: node })),
    ifReadable(
      cluster.list({ resource: POD, fields: { 'spec.nodeName': node }, keep: (pod) => !isFinished(pod as Pod) }),
    ),
  ]);
  return { node, running: pods?.length, most: parseQuantity(textAt(object, 'status', 'allocatable', 'pods') ?? '') };
}

/** Quotas of the driver's namespace of which nothing is left, in words. */
export async function readFullQuotas(cluster: Cluster): Promise<readonly string[]> {
  const quotas = (await ifReadable(cluster.list({ resource: RESOURCE_QUOTA, namespace: MOUNT_NAMESPACE }))) ?? [];
  return quotas.flatMap((quota) => {
    const hard = fieldAt(quota, 'status', 'hard');
    if (!isJsonObject(hard)) return [];
    return Object.keys(hard).flatMap((resource) => {
      const [most, used] = [textAt(hard, resource), textAt(quota, 'status', 'used', resource)];
      return isUsedUp(most, used) ? [`quota ${quota.metadata.name} is used up: ${resource} ${used} of ${most}`] : [];
    });
  });
}

function isUsedUp(most = '', used = ''): boolean {
  const [limit, amount] = [parseQuantity(most), parseQuantity(used)];
  return limit !== undefined && amount !== undefined && amount >= limit;
}
