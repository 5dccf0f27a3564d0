import type { RunRecord } from '../model/journal.js';
import type { RunOptions } from '../model/request.js';
import { lockVolume, type VolumeLock } from '../steps/volume-lock.js';
import type { CommandTools } from './tools.js';

/**
 * The lock of a run on its volume: among the processes of this machine, and in the cluster among all.
 *
 * @param waitsForExpiry wait for a dead holder's lock to expire instead of refusing at once
 * @throws Failure conflict, when another run holds it
 */
export async function lockFor(
  { id, namespace, volumeName }: Pick<RunRecord, 'id' | 'namespace' | 'volumeName'>,
  { takeOverLock }: RunOptions,
  waitsForExpiry: boolean,
  { cluster, clock, locks, reporter, signal, user }: CommandTools,
): Promise<VolumeLock> {
  const holder = `${user}, run ${id}`;
  const local = await locks.take(`volume ${volumeName} of ${cluster.identity.server}`, holder, takeOverLock);
  try {
    const lease = await lockVolume(cluster, clock, {
      namespace,
      volumeName,
      holder,
      waitsForExpiry,
      takesOver: takeOverLock,
      ...(local.deadHolder === undefined ? {} : { deadHolder: local.deadHolder }),
      signal,
      warn: (message) => {
        reporter.report({ type: 'warning', message });
      },
    });
    return { ...lease, release: () => lease.release().finally(() => local.release()) };
  } catch (error) {
    await local.release();
    throw error;
  }
}
