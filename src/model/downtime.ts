import type { JournalEntry } from './journal.js';

/**
 * How long a workload was not whole: from when the first of its Pods was asked to stop until all that were approved were
 * Ready again, as this program saw it, by the clock of the machine that it ran on.
 */
export interface Downtime {
  /** `Pod` for one without a controller. */
  readonly kind: string;
  readonly name: string;
  /** RFC 3339, UTC. */
  readonly from: string;
  /** Left out while it lasts, or where the run never saw its end. */
  readonly to?: string;
}

/** @returns milliseconds; undefined for one that has not ended */
export function lengthOf({ from, to }: Downtime): number | undefined {
  return to === undefined ? undefined : Date.parse(to) - Date.parse(from);
}

/**
 * The downtimes that a journal tells of, in the order in which they began. One goes on from attempt to attempt until all Pods
 * are Ready; what stops after that is another. A workload that is found whole once more has not been down since.
 */
export function downtimes(entries: readonly JournalEntry[]): readonly Downtime[] {
  const all: Downtime[] = [];
  for (const entry of entries) {
    if (entry.type !== 'workload' || entry.at === undefined) continue;
    const { kind, name, at } = entry;
    const index = all.findLastIndex((known) => known.kind === kind && known.name === name);
    const last = all[index];
    switch (entry.state) {
      case 'stopping':
        if (last === undefined || last.to !== undefined) all.push({ kind, name, from: at });
        break;
      case 'ready':
        if (last?.to === undefined && last !== undefined) all[index] = { ...last, to: at };
        break;
      case 'unready':
        if (last !== undefined) all[index] = { kind, name, from: last.from };
    }
  }
  return all;
}
