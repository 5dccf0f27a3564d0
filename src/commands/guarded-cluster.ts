import type { Cluster, WriteOptions } from '../model/cluster.js';
import { ApiError } from '../model/errors.js';

/**
 * The cluster as a run may use it: nothing is changed once the lock is lost, and what was changed is known.
 *
 * @param requireHeld throws where the lock is lost
 * @param onMade a change was made; or it may have been, where no answer says that it was not
 */
export function guardedCluster(cluster: Cluster, requireHeld: () => Promise<void>, onMade: () => void): Cluster {
  async function change<T>(options: WriteOptions | undefined, act: () => Promise<T>): Promise<T> {
    if (options?.dryRun === true) return act();
    await requireHeld();
    try {
      const result = await act();
      onMade();
      return result;
    } catch (error) {
      if (!isRefusal(error)) onMade();
      throw error;
    }
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

/** An answer that says no: nothing was changed. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
