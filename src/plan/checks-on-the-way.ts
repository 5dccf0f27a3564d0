import type { ApprovedWorkload, KeptRun } from '../model/journal.js';
import type { CheckResult, Plan } from '../model/plan.js';
import type { Consent } from '../model/request.js';
import { isOpen } from '../model/run-state.js';
import { runChecks } from './checks.js';
import { isOf } from './workloads.js';

/**
 * What stands against going on with a run, or back. Where nothing is left half-way, that is held to what a new run is. A run that is
 * under way has to come to an end: it was approved to stop its workloads, so only Pods that came since are asked about.
 */
export function checksOnTheWay(plan: Plan, kept: KeptRun, consent: Consent): readonly CheckResult[] {
  const options = { ...consent, allowUnknownAttribute: true };
  const checks = runChecks(plan, options).map(withoutJudgement);
  if (!isOpen(kept.entries)) return checks;
  const workloads = workloadsOnTheWay(kept);
  const others = plan.stops.filter((holder) => !workloads.some((workload) => isOf(workload, holder)));
  return [
    ...checks.filter(({ level }) => level !== 'error'),
    ...runChecks({ ...plan, stops: others }, options).filter(({ id, level }) => level === 'error' && OF_PODS.has(id)),
  ];
}

/** All workloads that were shown and approved with a run, then or on its way. */
export function workloadsOnTheWay({
  record,
  entries,
}: Pick<KeptRun, 'record' | 'entries'>): readonly ApprovedWorkload[] {
  const last = entries.findLast((entry) => entry.type === 'resumed' && entry.workloads !== undefined);
  return (last?.type === 'resumed' ? last.workloads : undefined) ?? record.workloads;
}

/** The one target was approved, and at the other everything stood before. */
function withoutJudgement(check: CheckResult): CheckResult {
  return check.id.startsWith('attribute-') && check.level === 'error' ? { ...check, level: 'warning' } : check;
}

const OF_PODS = new Set(['bare-pod', 'running-job', 'preset-node', 'disruption-budget']);
