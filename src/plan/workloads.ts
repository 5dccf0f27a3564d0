import type { ApprovedWorkload } from '../model/journal.js';
import type { Holder } from '../model/observation.js';
import type { Plan } from '../model/plan.js';
import { isFinished, isScheduled, isTerminating } from './pod-facts.js';

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
    const known = counts.get(workload.uid)?.expectedReady ?? 0;
    const expectedReady = known + (touchesPods && isExpectedBack(holder, claimHoldsThemBack) ? 1 : 0);
    counts.set(workload.uid, { ...workload, expectedReady });
  }
  return [...counts.values()];
}

function isExpectedBack({ pod, workload }: Holder, claimHoldsThemBack: boolean): boolean {
  if (isFinished(pod)) return false;
  // A ReplicaSet has replaced a terminating Pod already; a StatefulSet or DaemonSet does so once it is gone.
  if (isTerminating(pod)) return workload?.kind === 'StatefulSet' || workload?.kind === 'DaemonSet';
  return isScheduled(pod) || claimHoldsThemBack;
}
