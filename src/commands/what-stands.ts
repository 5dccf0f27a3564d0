import type { Cluster } from '../model/cluster.js';
import { messageOf } from '../model/errors.js';
import type { RunRecord } from '../model/journal.js';
import type { KubernetesObject } from '../model/objects.js';
import { CLAIM, VOLUME, describeKey, type ObjectKey } from '../model/references.js';

/** How claim and volume are right now, in one line; also where that cannot be read. */
export async function whatStands(
  { namespace, claimName, volumeName }: Pick<RunRecord, 'namespace' | 'claimName' | 'volumeName'>,
  cluster: Cluster,
): Promise<string> {
  const keys: readonly ObjectKey[] = [
    { resource: CLAIM, namespace, name: claimName },
    { resource: VOLUME, name: volumeName },
  ];
  try {
    const objects = await Promise.all(keys.map((key) => cluster.get(key)));
    return keys.map((key, index) => `${describeKey(key)} ${stateOf(objects[index])}`).join(', ');
  } catch (error) {
    return `could not be read (${messageOf(error)})`;
  }
}

function stateOf(object: KubernetesObject | undefined): string {
  if (object === undefined) return 'does not exist';
  if (object.metadata.deletionTimestamp !== undefined) return 'is Terminating';
  const status = object['status'] as { phase?: string } | undefined;
  return `is ${status?.phase ?? 'Pending'}`;
}
