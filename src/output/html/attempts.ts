import type { Approval, JournalEntry, RunRecord } from '../../model/journal.js';

/** A run from its begin to its end, or to where it stopped; each resume and each rollback is another attempt. */
export interface Attempt {
  readonly toward: 'target' | 'snapshot';
  /** Left out by early versions, but for the first attempt. */
  readonly approval?: Approval;
  readonly digest?: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** When the last thing of it was written down. */
  readonly to: number;
  readonly steps: readonly StepRun[];
}

/** A step as it was carried out. */
export interface StepRun {
  readonly id: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  /** `open`: the program died in it. */
  readonly state: 'finished' | 'failed' | 'open';
  readonly message?: string;
}

/** An entry with a time that can be told. */
export type TimedEntry = JournalEntry & { readonly ms: number };

export function timed(entries: readonly JournalEntry[]): readonly TimedEntry[] {
  return entries.flatMap((entry) => {
    const ms = Date.parse(entry.at ?? '');
    return Number.isNaN(ms) ? [] : [{ ...entry, ms }];
  });
}

/** All attempts of a run, the first one first. */
export function attemptsOf(record: RunRecord, entries: readonly TimedEntry[]): readonly Attempt[] {
  const starts = [0, ...entries.flatMap(({ type }, index) => (type === 'resumed' && index > 0 ? [index] : []))];
  return starts.map((start, index) => attemptOf(record, entries.slice(start, starts[index + 1])));
}

function attemptOf({ approval, digest, startedAt, steps }: RunRecord, entries: readonly TimedEntry[]): Attempt {
  const [first] = entries;
  const begin =
    first?.type === 'resumed' ? first : { type: 'begun' as const, toward: 'target' as const, approval, digest, steps };
  const started = Date.parse(startedAt);
  const from = begin.type === 'begun' && !Number.isNaN(started) ? started : (first?.ms ?? 0);
  // Whoever looked at it later and declined has left a line too.
  const to = Math.max(from, entries.findLast(({ type }) => type !== 'closed')?.ms ?? from);
  return {
    toward: begin.toward,
    ...(begin.approval === undefined ? {} : { approval: begin.approval }),
    ...(begin.digest === undefined ? {} : { digest: begin.digest }),
    from,
    to,
    steps: stepRuns(entries, new Map(begin.steps.map(({ id, title }) => [id as string, title])), to),
  };
}

function stepRuns(
  entries: readonly TimedEntry[],
  titles: ReadonlyMap<string, string>,
  end: number,
): readonly StepRun[] {
  const runs: StepRun[] = [];
  for (const entry of entries) {
    if (entry.type !== 'step') continue;
    const { step, state, message, ms } = entry;
    const last = runs.at(-1);
    if (state === 'started' || last === undefined) {
      runs.push({ id: step, title: titles.get(step) ?? step, from: ms, to: end, state: 'open' });
    } else runs[runs.length - 1] = { ...last, to: ms, state, ...(message === undefined ? {} : { message }) };
  }
  return runs;
}
