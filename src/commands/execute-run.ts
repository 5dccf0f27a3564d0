import { runSteps, type RunSubject } from '../engine/runner.js';
import { Failure } from '../model/errors.js';
import type { Reporter } from '../model/events.js';
import type { RunLog } from '../model/journal.js';
import { STEPS } from '../steps/index.js';
import type { VolumeLock } from '../steps/volume-lock.js';
import type { CommandTools } from './tools.js';

/** A run whose plan was approved, whose volume is locked, and whose snapshot is durable. */
export interface PreparedRun extends RunSubject {
  readonly log: RunLog;
  readonly lock: VolumeLock;
}

/**
 * Runs the plan's steps. Whatever stops it leaves with the words that recover: what was kept where, and the exact next
 * commands.
 *
 * @returns how long it took, in milliseconds
 * @throws Failure
 */
export async function executeRun(run: PreparedRun, tools: CommandTools): Promise<number> {
  const { cluster, clock } = tools;
  const startedAt = clock.now();
  const counting = countChanges(tools.reporter);
  const signal = AbortSignal.any([tools.signal, run.lock.lost]);
  try {
    await runSteps(run, { cluster, clock, signal, log: run.log, reporter: counting.reporter, steps: STEPS });
    return clock.now() - startedAt;
  } catch (error) {
    throw withTheWayOn(error, run, counting.changes() > 0, tools);
  } finally {
    await run.lock.release();
    await run.log.close();
  }
}

function countChanges(reporter: Reporter): { readonly reporter: Reporter; changes(): number } {
  let changes = 0;
  return {
    changes: () => changes,
    reporter: {
      report(event) {
        if (event.type === 'changed') changes += 1;
        reporter.report(event);
      },
    },
  };
}

function withTheWayOn(error: unknown, { id, log }: PreparedRun, isChanged: boolean, tools: CommandTools): Failure {
  const failure = error instanceof Failure ? error : new Failure('internal', messageOf(error), { cause: error });
  const ways = isChanged
    ? [
        `snapshot: ${log.folder}`,
        `go on:    ${tools.nextCommand('resume', id)}`,
        `go back:  ${tools.nextCommand('rollback', id)}`,
      ]
    : ['nothing was changed'];
  const hint = [...(failure.hint === undefined ? [] : [failure.hint]), ...ways].join('\n');
  return new Failure(failure.code, failure.message, { hint, cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
