import type { KubernetesObject } from '../model/objects.js';
import type { Holder } from '../model/observation.js';
import type { CheckResult, Plan } from '../model/plan.js';
import { podCount } from '../model/words.js';
import { fieldAt } from '../s3csi/json-fields.js';
import { selects } from './label-selector.js';
import { isReady } from './pod-facts.js';

export interface DisruptionOptions {
  readonly allowDisruption: boolean;
}

/**
 * Holds the Pods that stop against the PodDisruptionBudgets that select them. In a recreation all of them stop together,
 * so a budget that spares even one of them can never be met by going one by one. In place they go one by one and budgets are
 * respected; one that never allows an eviction would be waited for in vain.
 */
export function disruptionBudgets(plan: Plan, options: DisruptionOptions): readonly CheckResult[] {
  if (plan.observed.hidesBudgets === true) return hidden(plan);
  return plan.observed.budgets.flatMap((budget) => {
    const hit = plan.stops.filter((holder) => isHit(holder, plan) && isSelected(budget, holder.pod)).length;
    if (hit === 0) return [];
    return plan.effect === 'recreate' ? stoppedTogether(budget, hit, options) : oneByOne(budget);
  });
}

/** In place only what comes back is restarted at all. */
function isHit({ pod, workload }: Holder, { effect }: Plan): boolean {
  return isReady(pod) && (effect === 'recreate' || workload !== undefined);
}

/** An eviction heeds them all the same: the API server reads them. */
function hidden({ effect, stops, observed }: Plan): readonly CheckResult[] {
  if (effect !== 'recreate' || !stops.some(({ pod }) => isReady(pod))) return [];
  return [
    {
      id: 'disruption-budget',
      level: 'warning',
      message: `you may not list poddisruptionbudgets in namespace ${observed.namespace}, so none is heeded when the Pods stop together`,
      hint: `have somebody look who may: kubectl get pdb -n ${observed.namespace}`,
    },
  ];
}

function stoppedTogether(budget: KubernetesObject, hit: number, options: DisruptionOptions): readonly CheckResult[] {
  const { allowed, expected, desired } = numbersOf(budget);
  if (hit <= allowed) return [];
  return [
    {
      id: 'disruption-budget',
      level: options.allowDisruption ? 'warning' : 'error',
      message: `${nameOf(budget)} keeps ${desired} of ${podCount(expected)} available and allows ${allowed} to stop now, but ${hit} of them hold the claim and stop together`,
      hint: 'relax the budget for the time of the run, or choose a time at which the Pods may stop',
      override: '--allow-disruption',
    },
  ];
}

function oneByOne(budget: KubernetesObject): readonly CheckResult[] {
  const { allowed, expected, desired } = numbersOf(budget);
  if (allowed > 0) return [];
  const isNever = desired >= expected;
  const because = `${nameOf(budget)} keeps ${desired} of ${podCount(expected)} available`;
  return [
    {
      id: 'disruption-budget',
      level: isNever ? 'error' : 'warning',
      message: isNever
        ? `${because}, so none of them can ever be restarted by eviction`
        : `${because} and allows none to stop now; the restart waits until it does`,
      ...(isNever ? { hint: 'relax the budget, or leave the Pods for their next rollout with --restart=none' } : {}),
    },
  ];
}

/** As the disruption controller last counted them. */
function numbersOf(budget: KubernetesObject) {
  const number = (field: string): number => Number(fieldAt(budget, 'status', field) ?? 0);
  return {
    allowed: number('disruptionsAllowed'),
    expected: number('expectedPods'),
    desired: number('desiredHealthy'),
  };
}

function isSelected(budget: KubernetesObject, pod: KubernetesObject): boolean {
  return selects(fieldAt(budget, 'spec', 'selector'), pod.metadata.labels);
}

function nameOf({ metadata }: KubernetesObject): string {
  return `PodDisruptionBudget ${metadata.name}`;
}
