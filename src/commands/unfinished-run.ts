import { Failure, LockHeld } from '../model/errors.js';
import type { KeptRun } from '../model/journal.js';
import type { CheckResult } from '../model/plan.js';
import { unfinishedRuns } from '../model/run-state.js';
import type { CommandTools } from './tools.js';

/** The latest run on this claim that has not arrived, as one leaves it that was killed without a word. */
export async function unfinishedRunOf(
  namespace: string,
  claimName: string,
  { cluster, journal }: CommandTools,
): Promise<KeptRun | undefined> {
  const onClaim = unfinishedRuns(await journal.list()).filter(
    ({ record }) => record.namespace === namespace && record.claimName === claimName,
  );
  return onClaim.findLast(({ record }) => record.cluster.server === cluster.identity.server);
}

export function warningOf(run: KeptRun | undefined): readonly CheckResult[] {
  if (run === undefined) return [];
  const message = `run ${run.record.id} on this claim is unfinished; a new run begins from what it has left`;
  return [
    { id: 'unfinished-run', level: 'warning', message, hint: 'to go on with it or to take it back: resume, rollback' },
  ];
}

/** What stands in the way is most likely what that run has left. */
export function withUnfinished(error: unknown, { record, folder }: KeptRun, tools: CommandTools): unknown {
  // What is at work is neither gone on with nor taken back.
  if (error instanceof LockHeld) return error;
  // A run that was begun tells its own way on.
  if (!(error instanceof Failure) || error.wayOut !== undefined || error.code === 'declined') return error;
  return new Failure(error.code, error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.manifest === undefined ? {} : { manifest: error.manifest }),
    cause: error,
    wayOut: {
      run: record.id,
      folder,
      state: 'met',
      resume: tools.nextCommand('resume', record.id),
      rollback: tools.nextCommand('rollback', record.id),
    },
  });
}
