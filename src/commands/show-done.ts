import { downtimes, type Downtime } from '../model/downtime.js';
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
  tools.screen.showDone({
    what,
    claim: `${namespace}/${claimName}`,
    volume: plan.target.volume.metadata.name,
    folder: log.folder,
    pods: workloads.reduce((sum, { expectedReady }) => sum + expectedReady, plan.target.pods.length),
    leftPods: podsOnOldMount(plan).length,
    downtimes: await measuredDowntimes(run, elapsedMs, tools),
    elapsedMs,
  });
}

/** Those that this attempt ended, also where an earlier one had stopped the Pods. */
async function measuredDowntimes(
  { id, workloads }: PreparedRun,
  elapsedMs: number,
  { clock, journal }: CommandTools,
): Promise<readonly MeasuredDowntime[]> {
  const startedAt = clock.now() - elapsedMs;
  // What was verified stays so where the journal cannot be read any more.
  const entries = await journal.read(id).then(
    (kept) => kept.entries,
    () => [],
  );
  const podsOf = ({ kind, name }: Downtime): number =>
    workloads.find((workload) => workload.kind === kind && workload.name === name)?.expectedReady ?? 1;
  return downtimes(entries).flatMap((downtime) => {
    const { to } = downtime;
    return to === undefined || Date.parse(to) < startedAt ? [] : [{ ...downtime, to, pods: podsOf(downtime) }];
  });
}
