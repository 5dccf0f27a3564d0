import { runSteps, type RunSubject } from '../engine/runner.js';
import type { Reporter } from '../model/events.js';
import { Failure, messageOf, type WayOut } from '../model/errors.js';
import type { RunLog } from '../model/journal.js';
import type { Consent, RunOptions } from '../model/request.js';
import { STEPS } from '../steps/index.js';
import type { VolumeLock } from '../steps/volume-lock.js';
import { guardedCluster } from './guarded-cluster.js';
import type { CommandTools } from './tools.js';
import { whatStands } from './what-stands.js';

/** A run whose plan was approved and whose snapshot is durable. */
export interface PreparedRun extends RunSubject {
  readonly log: RunLog;
  /** An earlier attempt has stopped half-way. */
  readonly isUnfinished?: boolean;
}

/** @returns how long it took, in milliseconds */
export type Execute = (
  run: PreparedRun,
  options: RunOptions & Consent,
  lock: VolumeLock,
  tools: CommandTools,
) => Promise<number>;

/** A run that was begun and has not arrived. */
export class StoppedRun extends Failure {
  constructor(failure: Failure, wayOut: WayOut) {
    const { code, message, hint } = failure;
    super(code, message, { ...(hint === undefined ? {} : { hint }), cause: failure, wayOut });
  }

  /** Whether anything was changed in the cluster. */
  get hasChanged(): boolean {
    return this.wayOut?.state !== 'unchanged';
  }
}

/**
 * Runs the plan's steps. Whatever stops it leaves with the words that recover: what was kept where, and the exact next
 * commands.
 *
 * @throws StoppedRun
 */
export const executeRun: Execute = async (run, _options, lock, tools) => {
  const { cluster, clock } = tools;
  const startedAt = clock.now();
  const signal = AbortSignal.any([tools.signal, lock.lost]);
  let hasChanged = run.isUnfinished === true;
  const guarded = guardedCluster(
    cluster,
    () => lock.requireHeld(),
    () => {
      hasChanged = true;
    },
  );
  try {
    await runSteps(run, {
      cluster: guarded,
      clock,
      signal,
      log: run.log,
      reporter: lookingAhead(tools.reporter, lock),
      steps: STEPS,
    });
    return clock.now() - startedAt;
  } catch (error) {
    throw withTheWayOn(error, run, hasChanged ? await whatStands(subjectOf(run), cluster) : undefined, tools);
  }
};

/** The lock is looked at as a step begins, so that the step's first change, for which Pods may be down, need not wait for that. */
function lookingAhead(reporter: Reporter, lock: VolumeLock): Reporter {
  return {
    report(event) {
      // What is against it is told to the change.
      if (event.type === 'step-started') lock.requireHeld().catch(() => undefined);
      reporter.report(event);
    },
  };
}

function subjectOf({ plan }: PreparedRun) {
  const { namespace, claimName } = plan.observed;
  return { namespace, claimName, volumeName: plan.target.volume.metadata.name };
}

/** @param stands what stands in the cluster now; undefined when nothing was changed */
function withTheWayOn(
  error: unknown,
  { id, log }: PreparedRun,
  stands: string | undefined,
  tools: CommandTools,
): StoppedRun {
  const failure = error instanceof Failure ? error : new Failure('internal', messageOf(error), { cause: error });
  const left = { run: id, folder: log.folder };
  if (stands === undefined) return new StoppedRun(failure, { ...left, state: 'unchanged' });
  return new StoppedRun(failure, {
    ...left,
    state: 'stopped',
    stands,
    resume: tools.nextCommand('resume', id),
    rollback: tools.nextCommand('rollback', id),
  });
}
