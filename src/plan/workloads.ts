import type { ApprovedWorkload } from '../model/journal.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Holder, Workload } from '../model/observation.js';
import type { Plan } from '../model/plan.js';
import { givesUp } from './job-check.js';
import { controllerOf, isFinished, isScheduled, isTerminating } from './pod-facts.js';

/**
 * Every workload with Pods that name the claim, and how many of them have to be Ready when the run is over: those that
 * would be running were it not for the claim.
 */
export function expectedWorkloads(plan: Plan): readonly ApprovedWorkload[] {
  const touchesPods = plan.steps.some(({ id }) => id === 'bind' || id === 'restart-pods');
  // While the claim is whole, a Pod without a node waits for something that this run does not bring.
  const claimHoldsThemBack = plan.observed.claim?.status?.phase !== 'Bound' || isTerminating(plan.observed.claim);
  const counts = new Map<string, ApprovedWorkload>();
  for (const holder of plan.observed.holders) {
    const { workload } = holder;
    if (workload === undefined) continue;
    const known = counts.get(workload.uid);
    const isBack = touchesPods && isExpectedBack(holder, claimHoldsThemBack) && !givesUp(holder, plan.stops);
    const expectedReady = (known?.expectedReady ?? 0) + (isBack ? 1 : 0);
    const own = controllerOf(holder.pod)?.uid;
    const through = new Set([...(known?.through ?? []), ...(own === undefined ? [] : [own])]);
    counts.set(workload.uid, { ...workload, expectedReady, through: [...through] });
  }
  return [...counts.values()];
}

/**
 * Whether a Pod is one of the workload's. Its Deployment may have been unreadable when the one or the other was looked up,
 * and the ReplicaSet taken for the workload instead.
 */
export function isOf(
  workload: ApprovedWorkload,
  { pod, workload: top }: { readonly pod: KubernetesObject; readonly workload?: Workload | undefined },
): boolean {
  const own = controllerOf(pod)?.uid;
  if (top?.uid === workload.uid || own === workload.uid) return true;
  return own !== undefined && workload.through?.includes(own) === true;
}

/** Half-way through, fewer Pods may stand than were running at the start: what was expected then still is. */
export function mergedWorkloads(
  atStart: readonly ApprovedWorkload[],
  now: readonly ApprovedWorkload[],
): readonly ApprovedWorkload[] {
  return now.reduce<readonly ApprovedWorkload[]>((all, workload) => {
    const known = all.find((candidate) => isSame(candidate, workload));
    if (known === undefined) return [...all, workload];
    const expectedReady = Math.max(workload.expectedReady, known.expectedReady);
    const through = [...new Set([...(known.through ?? []), ...(workload.through ?? [])])];
    // Who has been deleted meanwhile is not found above its Pods any more.
    const top = known.through?.includes(workload.uid) === true ? known : workload;
    return all.map((candidate) => (candidate === known ? { ...top, expectedReady, through } : candidate));
  }, atStart);
}

function isSame(one: ApprovedWorkload, other: ApprovedWorkload): boolean {
  return one.uid === other.uid || one.through?.some((uid) => other.through?.includes(uid) === true) === true;
}

function isExpectedBack({ pod, workload }: Holder, claimHoldsThemBack: boolean): boolean {
  if (isFinished(pod)) return false;
  // A ReplicaSet has replaced a terminating Pod already; a StatefulSet or DaemonSet does so once it is gone.
  if (isTerminating(pod)) return workload?.kind === 'StatefulSet' || workload?.kind === 'DaemonSet';
  return isScheduled(pod) || claimHoldsThemBack;
}
