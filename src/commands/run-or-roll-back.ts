import { Failure, messageOf } from '../model/errors.js';
import type { Consent, RunOptions } from '../model/request.js';
import type { VolumeLock } from '../steps/volume-lock.js';
import { executeRun, StoppedRun, type Execute, type PreparedRun } from './execute-run.js';
import { goOn } from './go-on.js';
import type { CommandTools } from './tools.js';

/**
 * Runs the plan's steps, and where they fail goes back to the snapshot if that was asked for. The failure stays one, with its
 * exit code: what was asked for was not done.
 *
 * @throws StoppedRun, with what came of going back
 */
export const runOrRollBack: Execute = async (run, options, lock, tools) => {
  try {
    return await executeRun(run, options, lock, tools);
  } catch (error) {
    if (!(error instanceof StoppedRun) || !(await isToGoBack(error, options, lock, tools))) throw error;
    throw await goneBack(error, run, options, lock, tools);
  }
};

async function isToGoBack(
  stopped: StoppedRun,
  { onFailure, yes }: RunOptions,
  lock: VolumeLock,
  { prompter, screen, signal }: CommandTools,
): Promise<boolean> {
  // Whoever interrupts wants to decide, and whoever has lost the lock must not touch anything.
  if (!stopped.hasChanged || signal.aborted || lock.lost.aborted) return false;
  if (onFailure !== undefined) return onFailure === 'rollback';
  if (yes || !prompter.canAsk) return false;
  screen.showFailure(stopped);
  return prompter.confirm('Go back to the snapshot now?', signal);
}

async function goneBack(
  stopped: StoppedRun,
  { id, log }: PreparedRun,
  options: RunOptions & Consent,
  lock: VolumeLock,
  tools: CommandTools,
): Promise<Failure> {
  // The same log: another one would count as another process that has taken the run over.
  const stored = { ...(await tools.journal.read(id)), log };
  // What was approved is the way there; the way back is its own plan.
  const { expectPlan, ...others } = options;
  try {
    await goOn({ ...others, verb: 'rollback', yes: true }, stored, lock, tools, executeRun);
    return new Failure(stopped.code, stopped.message, {
      cause: stopped,
      wayOut: { run: id, folder: stored.log.folder, state: 'rolled back' },
    });
  } catch (error) {
    const why = messageOf(error);
    const { hint = stopped.hint, wayOut: ownWay, manifest } = error instanceof Failure ? error : stopped;
    // A way back that has changed nothing leaves what the failure has left.
    const wayOut = ownWay?.state === 'stopped' ? ownWay : stopped.wayOut;
    return new Failure(stopped.code, `${stopped.message}; and it could not be rolled back: ${why}`, {
      ...(hint === undefined ? {} : { hint }),
      ...(wayOut === undefined ? {} : { wayOut }),
      ...(manifest === undefined ? {} : { manifest }),
      cause: error,
    });
  }
}
