import type { JournalEntry, RunRecord } from '../model/journal.js';
import { openEnds } from '../model/open-ends.js';
import type { RunView } from '../model/texts.js';

/** The journal as a person reads it: the lines that say something, in the order in which they were written. */
export function journalLines({ record, entries }: Pick<RunView, 'record' | 'entries'>): readonly JournalLine[] {
  const titles = titlesOf(record, entries);
  const unended = openEnds(entries);
  return entries.flatMap((entry) => {
    const words = wordsFor(entry, titles, unended.has(entry));
    return words === undefined ? [] : [{ at: entry.at ?? '', words }];
  });
}

export interface JournalLine {
  /** Empty where it was not written down. */
  readonly at: string;
  readonly words: string;
}

/** The titles of steps as they were shown, by their ids; those of a later attempt win. */
function titlesOf(record: RunRecord, entries: readonly JournalEntry[]): ReadonlyMap<string, string> {
  const titles = new Map(record.steps.map(({ id, title }) => [id as string, title]));
  for (const entry of entries) {
    if (entry.type === 'resumed') for (const { id, title } of entry.steps) titles.set(id, title);
  }
  return titles;
}

/** @param isOpen whether its end was never written down */
function wordsFor(entry: JournalEntry, titles: ReadonlyMap<string, string>, isOpen: boolean): string | undefined {
  switch (entry.type) {
    case 'step': {
      if (entry.state === 'started' && !isOpen) return undefined;
      const words = `${titles.get(entry.step) ?? entry.step}: ${isOpen ? 'begun, and its end was not written down' : entry.state}`;
      return entry.message === undefined ? words : `${words} (${entry.message})`;
    }
    case 'intent':
      // What was asked is told by its outcome, unless there is none.
      return isOpen ? `  ${entry.verb} ${entry.object}: asked for, and no answer was written down` : undefined;
    case 'closed':
      return undefined;
    case 'outcome':
      return `  ${entry.verb} ${entry.object}: ${entry.error ?? 'done'}`;
    case 'workload':
      return `  ${entry.kind} ${entry.name}: ${(entry.kind === 'Pod' ? POD_STATES : WORKLOAD_STATES)[entry.state]}`;
    case 'resumed': {
      const words = entry.toward === 'target' ? 'gone on with, toward the target' : 'taken back, toward the snapshot';
      return entry.approval === undefined ? words : `${words}, approved by ${approver(entry.approval)}`;
    }
    case 'amended':
      return `volume handle changed to ${entry.volumeHandle}`;
    case 'ended':
      return entry.result === 'done'
        ? 'ended: verified'
        : `ended: ${entry.result}${entry.message === undefined ? '' : ` (${entry.message})`}`;
  }
}

const WORKLOAD_STATES = {
  stopping: 'its Pods begin to stop',
  ready: 'its Pods are Ready',
  unready: 'a Pod is not Ready any more',
} as const;

/** Of a Pod without a controller. */
const POD_STATES = { stopping: 'begins to stop', ready: 'is Ready', unready: 'is not Ready any more' } as const;

/** Who said yes, and how. */
export function approver({ user, by }: Pick<RunRecord['approval'], 'user' | 'by'>): string {
  return `${user} ${by === 'flag' ? 'with --yes' : 'at the prompt'}`;
}

type RunOutlook = Pick<RunView, 'state' | 'laterRun' | 'resume' | 'rollback'>;

/** What is to be done about a run, and the commands that lead on and back. */
export interface WayOn {
  /** Left out where there is something to do. */
  readonly nothing?: string;
  readonly resume?: string;
  readonly rollback?: string;
}

export function wayOn({ state, laterRun, resume, rollback }: RunOutlook): WayOn {
  const since = `run ${laterRun ?? ''} has worked on this volume since`;
  switch (state) {
    case 'unfinished':
      return { resume, rollback };
    case 'done':
      // What the later one made anew is not this one's to take back.
      return laterRun === undefined
        ? { nothing: 'nothing; it is verified', rollback }
        : { nothing: `nothing; it was verified, and ${since}` };
    case 'overtaken':
      return { nothing: `nothing; ${since}` };
    case 'rolled back':
      return { nothing: 'nothing; the snapshot stands again' };
    case 'unchanged':
      return { nothing: 'nothing; it stopped before it had changed anything' };
  }
}
