import type { ApprovedWorkload, KeptRun } from '../model/journal.js';
import type { Pod } from '../model/objects.js';
import type { Holder } from '../model/observation.js';
import type { CheckResult, Plan } from '../model/plan.js';
import type { Consent } from '../model/request.js';
import { isOpen } from '../model/run-state.js';
import { approvedBarePods } from './bare-pods.js';
import { runChecks } from './checks.js';
import { controllerOf, isFinished, isScheduled } from './pod-facts.js';
import { isOf } from './workloads.js';

/**
 * What stands against going on with a run, or back. Where nothing is left half-way, that is held to what a new run is. A run that is
 * under way has to come to an end: it was approved to stop its workloads, so only Pods that came since are asked about.
 */
export function checksOnTheWay(plan: Plan, kept: KeptRun, consent: Consent): readonly CheckResult[] {
  const options = { ...consent, allowUnknownAttribute: true };
  const checks = runChecks(plan, options).map(withoutJudgement);
  if (!isOpen(kept.entries)) return checks;
  const others = plan.stops.filter((holder) => !isApproved(holder, kept));
  return [
    ...checks.filter(({ level }) => level !== 'error'),
    ...runChecks({ ...plan, stops: others }, options).filter(({ id, level }) => level === 'error' && OF_PODS.has(id)),
  ];
}

/**
 * Whether its stop was approved with the run, then or on its way: by what owns it, of a Job by the Job itself, since that of a CronJob
 * does other work each time, and without a controller by its name.
 */
function isApproved({ pod, workload }: Holder, kept: KeptRun): boolean {
  const own = controllerOf(pod);
  if (own === undefined) return approvedBarePods(kept).some(({ metadata }) => metadata.name === pod.metadata.name);
  const owners = approvedOwners(kept);
  return owners.includes(own.uid) || (own.kind !== 'Job' && workload !== undefined && owners.includes(workload.uid));
}

/** uids of what owned the Pods that were to stop together; whose Pods had no node then, or had ended, was only shown. */
function approvedOwners({ record, entries }: KeptRun): readonly string[] {
  const atStart = record.steps.some(({ id }) => id === 'stop-pods') ? record.snapshot.pods : [];
  return [
    ...atStart.filter((pod) => isAtWork(pod as Pod)).flatMap((pod) => ownersOf({ pod: pod as Pod }, record.workloads)),
    ...entries.flatMap((entry) => (entry.type === 'resumed' ? (entry.owners ?? []) : [])),
  ];
}

/** uids of what owns the Pods that stop together in a plan. */
export function stoppedOwners({ steps, stops }: Plan): readonly string[] {
  if (!steps.some(({ id }) => id === 'stop-pods')) return [];
  return [...new Set(stops.filter(({ pod }) => isAtWork(pod)).flatMap((holder) => ownersOf(holder)))];
}

function isAtWork(pod: Pod): boolean {
  return isScheduled(pod) && !isFinished(pod);
}

function ownersOf({ pod, workload }: Holder, known: readonly ApprovedWorkload[] = []): readonly string[] {
  const tops = [...(workload === undefined ? [] : [workload]), ...known.filter((each) => isOf(each, { pod }))];
  return [controllerOf(pod)?.uid, ...tops.map(({ uid }) => uid)].filter((uid) => uid !== undefined);
}

/** The one target was approved, and at the other everything stood before. */
function withoutJudgement(check: CheckResult): CheckResult {
  return check.id.startsWith('attribute-') && check.level === 'error' ? { ...check, level: 'warning' } : check;
}

const OF_PODS = new Set(['bare-pod', 'running-job', 'preset-node', 'disruption-budget']);
