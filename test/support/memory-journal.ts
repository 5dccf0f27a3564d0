import { newMark, withoutOvertaken, type MarkedEntry } from '../../src/journal/overtaken-lines.js';
import type { Clock } from '../../src/model/clock.js';
import { Failure } from '../../src/model/errors.js';
import type { Journal, JournalEntry, KeptRun, RunLog, RunRecord } from '../../src/model/journal.js';

export interface MemoryJournal extends Journal {
  ids(): readonly string[];
  entriesOf(id: string): readonly JournalEntry[];
}

/** The Journal port in memory: what it holds survives a crash of the program as a disk would. */
export function memoryJournal(clock: Clock): MemoryJournal {
  const runs = new Map<string, { readonly record: RunRecord; readonly entries: MarkedEntry[] }>();

  const logOf = (id: string, entries: MarkedEntry[]): RunLog => {
    const by = newMark();
    return {
      folder: folderOf(id),
      append: (entry) => {
        entries.push({ at: new Date(clock.now()).toISOString(), by, ...entry });
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
  };

  return {
    runsFolder: '/memory/runs',
    folderOf,
    begin: (record) => {
      if (runs.has(record.id)) return Promise.reject(new Error(`there is a run ${record.id} already`));
      const entries: MarkedEntry[] = [];
      // As on a disk, only what JSON can say comes back.
      runs.set(record.id, { record: JSON.parse(JSON.stringify(record)) as RunRecord, entries });
      return Promise.resolve(logOf(record.id, entries));
    },
    open: (id) => {
      const run = runs.get(id);
      if (run === undefined) return Promise.reject(new Failure('usage', `there is no run ${id}`));
      return Promise.resolve({ ...kept(id, run), log: logOf(id, run.entries) });
    },
    read: (id) => {
      const run = runs.get(id);
      if (run === undefined) return Promise.reject(new Failure('usage', `there is no run ${id}`));
      return Promise.resolve(kept(id, run));
    },
    list: () => Promise.resolve([...runs].map(([id, run]) => kept(id, run))),
    ids: () => [...runs.keys()],
    entriesOf: (id) => withoutOvertaken(runs.get(id)?.entries ?? []),
  };
}

function kept(
  id: string,
  { record, entries }: { readonly record: RunRecord; readonly entries: readonly MarkedEntry[] },
): KeptRun {
  return { folder: folderOf(id), record, entries: withoutOvertaken(entries) };
}

function folderOf(id: string): string {
  return `/memory/runs/${id}`;
}
