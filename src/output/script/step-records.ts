import type { Clock } from '../../model/clock.js';
import type { RunEvent } from '../../model/events.js';
import type { PlannedStep } from '../../model/plan.js';

/** How one step of a run went. */
interface StepRecord extends PlannedStep {
  state: 'pending' | 'started' | 'finished' | 'failed';
  startedAt?: string;
  elapsedMs?: number;
  note?: string;
  changes?: { readonly time: string; readonly verb: string; readonly object: string; readonly uid?: string }[];
}

/** Follows the events of one run and keeps what came of each step. */
export function stepRecords(steps: readonly PlannedStep[], clock: Clock) {
  const records: StepRecord[] = steps.map(({ id, title }) => ({ id, title, state: 'pending' }));
  const recordOf = (id: string): StepRecord | undefined => records.find((record) => record.id === id);
  return {
    records: (): readonly StepRecord[] => records,
    take(event: RunEvent): void {
      const record = 'step' in event ? recordOf(event.step) : undefined;
      if (record !== undefined) update(record, event, clock);
    },
  };
}

export type StepRecords = ReturnType<typeof stepRecords>;

function update(record: StepRecord, event: RunEvent, clock: Clock): void {
  const now = clock.now();
  switch (event.type) {
    case 'step-started':
      record.state = 'started';
      record.startedAt = timeOf(now);
      return;
    case 'changed': {
      const { verb, object, uid } = event;
      (record.changes ??= []).push({ time: timeOf(now), verb, object, ...(uid === undefined ? {} : { uid }) });
      return;
    }
    case 'step-finished':
      record.state = 'finished';
      record.elapsedMs = event.elapsedMs;
      if (event.note !== undefined) record.note = event.note;
      return;
    case 'step-failed':
      record.state = 'failed';
      record.elapsedMs = now - Date.parse(record.startedAt ?? timeOf(now));
      return;
    case 'run-started':
    case 'waiting':
    case 'warning':
    case 'run-finished':
  }
}

/** RFC 3339, UTC. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
