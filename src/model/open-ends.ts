import type { JournalEntry } from './journal.js';

/**
 * What a run began and never heard the end of, since it died first: steps, and changes that it asked for. Whether they were
 * made is for the cluster to say. Of several of the same those are meant that came last, for the journal is written in order.
 */
export function openEnds(entries: readonly JournalEntry[]): ReadonlySet<JournalEntry> {
  const begun = new Map<string, readonly JournalEntry[]>();
  for (const entry of entries) {
    const [key, isBeginning] = keyOf(entry);
    if (key === undefined) continue;
    const open = begun.get(key) ?? [];
    begun.set(key, isBeginning ? [...open, entry] : open.slice(1));
  }
  return new Set([...begun.values()].flat());
}

function keyOf(entry: JournalEntry): readonly [key: string | undefined, isBeginning: boolean] {
  if (entry.type === 'step') return [`step ${entry.step}`, entry.state === 'started'];
  if (entry.type === 'intent' || entry.type === 'outcome')
    return [`${entry.verb} ${entry.object}`, entry.type === 'intent'];
  return [undefined, false];
}
