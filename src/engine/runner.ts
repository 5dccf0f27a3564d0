import type { Clock } from '../model/clock.js';
import type { Cluster } from '../model/cluster.js';
import { Failure, messageOf } from '../model/errors.js';
import type { Reporter } from '../model/events.js';
import type { JournalEntry, RunLog } from '../model/journal.js';
import type { PlannedStep, StepId } from '../model/plan.js';
import type { Step, StepContext } from '../model/step.js';
import { journalledCluster } from './journalled-cluster.js';
import { stopReason } from './stop-reason.js';
import { openWatches, type OpenWatches } from './open-watches.js';
import { waitUntil } from './wait.js';

/** What a run is about, as its steps see it. */
export type RunSubject = Pick<StepContext, 'plan' | 'settings' | 'workloads'> & { readonly id: string };

export interface RunTools {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly log: RunLog;
  /** Aborted when the user asks to stop; the run then ends at the next safe point. */
  readonly signal: AbortSignal;
  readonly steps: Readonly<Record<StepId, Step>>;
}

/**
 * Runs the planned steps one after the other and writes down how each ended. Knows nothing of claims and volumes.
 *
 * @throws what the first failing step threw; between two steps, what the signal stopped it for
 */
export async function runSteps(run: RunSubject, tools: RunTools): Promise<void> {
  const { clock, log, reporter } = tools;
  const queue = run.plan.steps;
  const startedAt = clock.now();
  const watches = openWatches(tools.cluster);
  reporter.report({ type: 'run-started', run: run.id, folder: log.folder, steps: queue });
  try {
    for (const planned of queue) await runStep(planned, run, { ...tools, watches });
    await log.append({ type: 'ended', result: 'done' });
    reporter.report({ type: 'run-finished', elapsedMs: clock.now() - startedAt });
  } catch (error) {
    const result = error instanceof Failure && error.code === 'interrupted' ? 'interrupted' : 'failed';
    await note(log, { type: 'ended', result, message: messageOf(error) });
    throw error;
  } finally {
    await watches.close();
  }
}

type StepTools = RunTools & { readonly watches: OpenWatches };

async function runStep({ id, title }: PlannedStep, run: RunSubject, tools: StepTools): Promise<void> {
  const { clock, log, reporter, signal } = tools;
  if (signal.aborted) throw stopReason(signal, `interrupted before the step "${title}"`);
  const startedAt = clock.now();
  await log.append({ type: 'step', step: id, state: 'started' });
  reporter.report({ type: 'step-started', step: id, title });
  try {
    const note = await tools.steps[id].run(contextOf(id, run, tools));
    await log.append({ type: 'step', step: id, state: 'finished', ...(note === undefined ? {} : { message: note }) });
    const elapsedMs = clock.now() - startedAt;
    reporter.report({ type: 'step-finished', step: id, title, elapsedMs, ...(note === undefined ? {} : { note }) });
  } catch (error) {
    await note(log, { type: 'step', step: id, state: 'failed', message: messageOf(error) });
    reporter.report({ type: 'step-failed', step: id, title });
    throw error;
  }
}

/** Writes a failure down if that is still possible; the failure itself is what the user has to hear. */
async function note(log: RunLog, entry: JournalEntry): Promise<void> {
  await log.append(entry).catch(() => undefined);
}

function contextOf(
  step: StepId,
  run: RunSubject,
  { cluster, clock, log, reporter, signal, watches }: StepTools,
): StepContext {
  const journalled = journalledCluster(cluster, {
    append: (entry) => log.append(entry),
    onChanged: (verb, object, uid) => {
      reporter.report({ type: 'changed', step, verb, object, ...(uid === undefined ? {} : { uid }) });
    },
  });
  return {
    plan: run.plan,
    settings: run.settings,
    workloads: run.workloads,
    clock,
    cluster: journalled,
    wait: (wait) =>
      waitUntil(wait, {
        cluster: watches,
        clock,
        signal,
        onBlocked: (what, sinceMs, blockers) => {
          reporter.report({ type: 'waiting', step, what, sinceMs, blockers });
        },
      }),
    mark: ({ kind, name }, state, pods) =>
      log.append({ type: 'workload', kind, name, state, ...(pods === undefined ? {} : { pods }) }),
    warn: (message) => {
      reporter.report({ type: 'warning', message });
    },
  };
}
