import { randomUUID } from 'node:crypto';
import type { JournalEntry } from '../model/journal.js';
import { isOfAChange } from '../model/run-state.js';

/** A line as it stands in the file: with a mark of the process that wrote it, which early versions left out. */
export type MarkedEntry = JournalEntry & { readonly by?: string };

/** What one process puts on all of its lines. */
export function newMark(): string {
  return randomUUID().slice(0, 8);
}

/**
 * The lines without what a process wrote of itself after another had gone on with the run. One that was stopped (Ctrl-Z, a
 * laptop that slept) finds its lock taken when it wakes; its last words must not stand for the run then. What it asked of the
 * cluster is kept, for the uids.
 */
export function withoutOvertaken(lines: readonly MarkedEntry[]): readonly JournalEntry[] {
  const [seen, overtaken] = [new Set<string>(), new Set<string>()];
  return lines.flatMap(({ by, ...entry }) => {
    if (by === undefined) return [entry];
    seen.add(by);
    if (entry.type === 'resumed') for (const other of seen) if (other !== by) overtaken.add(other);
    return overtaken.has(by) && !isOfAChange(entry) ? [] : [entry];
  });
}
