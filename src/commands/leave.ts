import type { RunLog } from '../model/journal.js';
import type { VolumeLock } from '../steps/volume-lock.js';

/** The end of a command that has worked on a run: gives the lock back, and writes down that nobody is at it any more. */
export async function leave(lock: VolumeLock, log: RunLog | undefined): Promise<void> {
  await lock.release();
  // A disk that is full by now changes nothing of what was done; the run is then offered once more.
  await log?.append({ type: 'closed' }).catch(() => undefined);
  await log?.close();
}
