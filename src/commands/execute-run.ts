import { runSteps, type RunSubject } from '../engine/runner.js';
import { Failure } from '../model/errors.js';
import type { Reporter } from '../model/events.js';
import type { RunLog } from '../model/journal.js';
import type { KubernetesObject } from '../model/objects.js';
import { describeKey } from '../model/references.js';
import { STEPS } from '../steps/index.js';
import { claimKey, volumeKey } from '../steps/objects-now.js';
import type { VolumeLock } from '../steps/volume-lock.js';
import type { CommandTools } from './tools.js';

/** How many Pods a run has verified to be Ready. */
export function readyPods({ plan, workloads }: RunSubject): number {
  return workloads.reduce((sum, { expectedReady }) => sum + expectedReady, plan.target.pods.length);
}

/** A run whose plan was approved and whose snapshot is durable. */
export interface PreparedRun extends RunSubject {
  readonly log: RunLog;
}

/**
 * Runs the plan's steps. Whatever stops it leaves with the words that recover: what was kept where, and the exact next
 * commands.
 *
 * @returns how long it took, in milliseconds
 * @throws Failure
 */
export async function executeRun(run: PreparedRun, lock: VolumeLock, tools: CommandTools): Promise<number> {
  const { cluster, clock } = tools;
  const startedAt = clock.now();
  const counting = countChanges(tools.reporter);
  const signal = AbortSignal.any([tools.signal, lock.lost]);
  try {
    await runSteps(run, { cluster, clock, signal, log: run.log, reporter: counting.reporter, steps: STEPS });
    return clock.now() - startedAt;
  } catch (error) {
    throw withTheWayOn(error, run, counting.changes() > 0 ? await whatStands(run, tools) : undefined, tools);
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

/** @param stands what stands in the cluster now; undefined when nothing was changed */
function withTheWayOn(
  error: unknown,
  { id, log }: PreparedRun,
  stands: string | undefined,
  tools: CommandTools,
): Failure {
  const failure = error instanceof Failure ? error : new Failure('internal', messageOf(error), { cause: error });
  const ways =
    stands === undefined
      ? ['nothing was changed']
      : [
          `stands:   ${stands}`,
          `snapshot: ${log.folder}`,
          `go on:    ${tools.nextCommand('resume', id)}`,
          `go back:  ${tools.nextCommand('rollback', id)}`,
        ];
  const hint = [...(failure.hint === undefined ? [] : [failure.hint]), ...ways].join('\n');
  return new Failure(failure.code, failure.message, { hint, cause: error });
}

async function whatStands({ plan }: PreparedRun, { cluster }: CommandTools): Promise<string> {
  const keys = [claimKey(plan), volumeKey(plan)];
  try {
    const objects = await Promise.all(keys.map((key) => cluster.get(key)));
    return keys.map((key, index) => `${describeKey(key)} ${stateOf(objects[index])}`).join(', ');
  } catch (error) {
    return `could not be read (${messageOf(error)})`;
  }
}

function stateOf(object: KubernetesObject | undefined): string {
  if (object === undefined) return 'does not exist';
  if (object.metadata.deletionTimestamp !== undefined) return 'is Terminating';
  const status = object['status'] as { phase?: string } | undefined;
  return `is ${status?.phase ?? 'Pending'}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
