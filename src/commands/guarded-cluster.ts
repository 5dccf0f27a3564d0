import { changingCluster } from '../engine/changing-cluster.js';
import type { Cluster } from '../model/cluster.js';
import { ApiError } from '../model/errors.js';

/**
 * The cluster as a run may use it: nothing is changed once the lock is lost, and what was changed is known.
 *
 * @param requireHeld throws where the lock is lost
 * @param onMade a change was made; or it may have been, where no answer says that it was not
 */
export function guardedCluster(cluster: Cluster, requireHeld: () => Promise<void>, onMade: () => void): Cluster {
  return changingCluster(cluster, async (_change, act) => {
    await requireHeld();
    try {
      const result = await act();
      onMade();
      return result;
    } catch (error) {
      if (!isRefusal(error)) onMade();
      throw error;
    }
  });
}

/** An answer that says no: nothing was changed. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
