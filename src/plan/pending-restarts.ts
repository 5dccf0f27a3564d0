import type { KeptRun } from '../model/journal.js';
import type { PlannedStep, Target } from '../model/plan.js';

interface Attempt {
  readonly steps: readonly PlannedStep[];
  readonly stops: readonly string[];
}

/**
 * The target, aware of the Pods that the run has still to restart. Once the volume is patched nothing about it tells any more
 * that they have the mount of before.
 */
export function withPendingRestarts(target: Target, kept: Pick<KeptRun, 'record' | 'entries'>): Target {
  const restarts = pendingRestarts(kept);
  return restarts.length === 0 ? target : { ...target, restarts };
}

/** Those of the last attempt that was to restart any, unless it came to the end of it. */
function pendingRestarts({ record, entries }: Pick<KeptRun, 'record' | 'entries'>): readonly string[] {
  const first: Attempt = { steps: record.steps, stops: record.snapshot.pods.map(({ metadata }) => metadata.uid ?? '') };
  let pending = restartsOf(first) ?? [];
  for (const entry of entries) {
    if (entry.type === 'resumed') pending = restartsOf({ steps: entry.steps, stops: entry.stops ?? [] }) ?? pending;
    else if (entry.type === 'step' && entry.step === 'restart-pods' && entry.state === 'finished') pending = [];
  }
  return pending;
}

function restartsOf({ steps, stops }: Attempt): readonly string[] | undefined {
  return steps.some(({ id }) => id === 'restart-pods') ? stops : undefined;
}
