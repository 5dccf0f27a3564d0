import type { Cluster } from '../model/cluster.js';
import type { KeptRun, RunRecord } from '../model/journal.js';
import { NAMESPACE } from '../model/references.js';

/** The namespace's uid, which no other cluster has; undefined where it may not be read. */
export async function namespaceUid(namespace: string, cluster: Cluster): Promise<string | undefined> {
  const found = await cluster.get({ resource: NAMESPACE, name: namespace }).catch(() => undefined);
  return found?.metadata.uid;
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

/** Those of several runs. */
export async function ofThisCluster(runs: readonly KeptRun[], cluster: Cluster): Promise<readonly KeptRun[]> {
  const areHere = await Promise.all(runs.map(({ record }) => isOfThisCluster(record, cluster)));
  return runs.filter((_, index) => areHere[index]);
}
