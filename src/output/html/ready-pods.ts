import type { ApprovedWorkload, JournalEntry } from '../../model/journal.js';

/** How many of a workload's Pods were Ready when it was whole, or else how many were approved. */
export function readyPods(
  { kind, name, expectedReady }: Pick<ApprovedWorkload, 'kind' | 'name' | 'expectedReady'>,
  entries: readonly JournalEntry[],
): number {
  const last = entries.findLast(
    (entry) => entry.type === 'workload' && entry.kind === kind && entry.name === name && entry.pods !== undefined,
  );
  return (last?.type === 'workload' ? last.pods : undefined) ?? expectedReady;
}
