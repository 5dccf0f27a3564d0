import { downtimes } from '../model/downtime.js';
import type { JournalEntry } from '../model/journal.js';
import type { MarkedWorkload } from '../model/step.js';
import type { DoneSummary, MeasuredDowntime } from '../model/texts.js';
import { podsOnOldMount } from '../plan/build-plan.js';
import type { PreparedRun } from './execute-run.js';
import type { CommandTools } from './tools.js';

/** Tells what was done and verified. @param elapsedMs how long the steps of this attempt took */
export async function showDone(
  run: PreparedRun,
  what: DoneSummary['what'],
  elapsedMs: number,
  tools: CommandTools,
): Promise<void> {
  const { plan, log, workloads } = run;
  const { namespace, claimName } = plan.observed;
  const entries = await entriesOf(run, tools);
  tools.screen.showDone({
    what,
    claim: `${namespace}/${claimName}`,
    volume: plan.target.volume.metadata.name,
    folder: log.folder,
    pods: workloads.reduce((sum, workload) => sum + podsOf(workload, run, entries), plan.target.pods.length),
    leftPods: podsOnOldMount(plan).length,
    downtimes: measuredDowntimes(run, entries, tools.clock.now() - elapsedMs),
    elapsedMs,
  });
}

/** What was verified stays so where the journal cannot be read any more. */
function entriesOf({ id }: PreparedRun, { journal }: CommandTools): Promise<readonly JournalEntry[]> {
  return journal.read(id).then(
    (kept) => kept.entries,
    () => [],
  );
}

/** Those that this attempt ended, also where an earlier one had stopped the Pods. */
function measuredDowntimes(
  run: PreparedRun,
  entries: readonly JournalEntry[],
  startedAt: number,
): readonly MeasuredDowntime[] {
  return downtimes(entries).flatMap((downtime) => {
    const { to } = downtime;
    const isOver = to !== undefined && Date.parse(to) >= startedAt;
    return isOver ? [{ ...downtime, to, pods: podsOf(downtime, run, entries) }] : [];
  });
}

/** As many as were Ready when the workload was whole, or else as many as were approved. */
function podsOf({ kind, name }: MarkedWorkload, { workloads }: PreparedRun, entries: readonly JournalEntry[]): number {
  const isSame = (other: MarkedWorkload): boolean => other.kind === kind && other.name === name;
  const last = entries.findLast((entry) => entry.type === 'workload' && isSame(entry) && entry.pods !== undefined);
  const pods = last?.type === 'workload' ? last.pods : undefined;
  return pods ?? workloads.find(isSame)?.expectedReady ?? 1;
}
