import type { Cluster, WriteOptions } from '../model/cluster.js';

/**
 * The cluster as a run may use it: nothing is changed once the lock is lost, and what was changed is known.
 *
 * @param requireHeld throws where the lock is lost
 * @param onMade a change was made
 */
export function guardedCluster(cluster: Cluster, requireHeld: () => Promise<void>, onMade: () => void): Cluster {
  async function change<T>(options: WriteOptions | undefined, act: () => Promise<T>): Promise<T> {
    if (options?.dryRun === true) return act();
    await requireHeld();
    const result = await act();
    onMade();
    return result;
  }
  return {
    identity: cluster.identity,
    get: (key) => cluster.get(key),
    list: (selection) => cluster.list(selection),
    follow: (selection, onState, signal) => cluster.follow(selection, onState, signal),
    can: (access) => cluster.can(access),
    whoAmI: () => cluster.whoAmI(),
    create: (object, resource, options) => change(options, () => cluster.create(object, resource, options)),
    patch: (key, patch, preconditions, options) =>
      change(options, () => cluster.patch(key, patch, preconditions, options)),
    delete: (key, options) => change(options, () => cluster.delete(key, options)),
    evict: (key, options) => change(options, () => cluster.evict(key, options)),
  };
}
