import type { KeptRun } from '../model/journal.js';
import type { Pod } from '../model/objects.js';
import type { Holder, Workload } from '../model/observation.js';
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
  const isApproved = approvalOf(kept);
  const others = plan.stops.filter((holder) => !isApproved(holder));
  return [
    ...checks.filter(({ level }) => level !== 'error'),
    ...runChecks({ ...plan, stops: others }, options).filter(({ id, level }) => level === 'error' && OF_PODS.has(id)),
  ];
}

/**
 * Tells of which Pods the stop was approved with the run, then or on its way: by what owns them, of a Job by the Job itself, since that
 * of a CronJob does other work each time, and without a controller by their names.
 */
function approvalOf(kept: KeptRun): (holder: Holder) => boolean {
  const owners = approvedOwners(kept);
  const names = new Set(approvedBarePods(kept).map(({ metadata }) => metadata.name));
  return ({ pod, workload }) => {
    const own = controllerOf(pod);
    if (own === undefined) return names.has(pod.metadata.name);
    return owners.has(own.uid) || (own.kind !== 'Job' && workload !== undefined && owners.has(workload.uid));
  };
}

function approvedOwners({ record, entries }: KeptRun): ReadonlySet<string> {
  const { steps, snapshot, workloads } = record;
  const stops = snapshot.pods.map((pod) => ({ pod, workload: workloads.find((each) => isOf(each, { pod })) }));
  const later = entries.flatMap((entry) => (entry.type === 'resumed' ? (entry.owners ?? []) : []));
  return new Set([...stoppedOwners({ steps, stops }), ...later]);
}

/** uids of what owns the Pods that stop together; what has but Pods without a node, or such that have ended, is only shown. */
export function stoppedOwners({ steps, stops }: Stops): readonly string[] {
  if (!steps.some(({ id }) => id === 'stop-pods')) return [];
  const atWork = stops.filter(({ pod }) => isScheduled(pod) && !isFinished(pod));
  const uids = atWork.flatMap(({ pod, workload }) => [controllerOf(pod)?.uid, workload?.uid]);
  return [...new Set(uids.filter((uid) => uid !== undefined))];
}

interface Stops extends Pick<Plan, 'steps'> {
  readonly stops: readonly { readonly pod: Pod; readonly workload?: Workload | undefined }[];
}

/** The one target was approved, and at the other everything stood before. */
function withoutJudgement(check: CheckResult): CheckResult {
  return check.id.startsWith('attribute-') && check.level === 'error' ? { ...check, level: 'warning' } : check;
}

const OF_PODS = new Set(['bare-pod', 'running-job', 'preset-node', 'disruption-budget']);
