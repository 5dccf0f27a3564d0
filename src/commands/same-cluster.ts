import type { Cluster } from '../model/cluster.js';
import type { RunRecord } from '../model/journal.js';
import { isApiError } from '../model/errors.js';
import { NAMESPACE } from '../model/references.js';

/**
 * The namespace's uid; undefined where it may not be read. No other cluster has it, but for one that was restored from a backup of this
 * one.
 */
export async function namespaceUid(namespace: string, cluster: Cluster): Promise<string | undefined> {
  try {
    return (await cluster.get({ resource: NAMESPACE, name: namespace }))?.metadata.uid;
  } catch (error) {
    if (isApiError(error, 'Forbidden')) return undefined;
    throw error;
  }
}

/**
 * Whether a run is of the cluster that is asked: by its address, or, where that is another way to the same one (through a
 * tunnel, from a bastion host), by the uid of its namespace.
 */
export async function isOfThisCluster(
  { cluster: { server, namespaceUid: known }, namespace }: Pick<RunRecord, 'cluster' | 'namespace'>,
  cluster: Cluster,
): Promise<boolean> {
  if (server === cluster.identity.server) return true;
  return known !== undefined && known === (await namespaceUid(namespace, cluster));
}
