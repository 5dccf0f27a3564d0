import { isJsonObject } from '../../../../src/model/json.js';
import type { Pod } from '../../../../src/model/objects.js';
import { BUDGETS, type DisruptionBudget, PODS } from '../kinds.js';
import { isSelectedBy } from '../label-selector.js';
import type { Named } from '../object-store.js';
import { controllerOf, isReady } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';

/** Keeps the books of the PodDisruptionBudgets: how many Pods may be evicted now. */
export function runDisruption(world: World): void {
  const { api, timing } = world;
  const queue = createWorkQueue(world, timing.disruption, (named) => {
    sync(world, named);
  });
  api.store.watch(BUDGETS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  api.store.watch(PODS, ({ object: { metadata } }) => {
    for (const budget of api.list(BUDGETS, metadata.namespace)) {
      if (isSelectedBy(budget.spec.selector, metadata.labels)) queue.add(budget.metadata);
    }
  });
}

function sync({ api }: World, named: Named): void {
  const budget = api.read(BUDGETS, named);
  if (budget === undefined) return;
  const pods = api
    .list(PODS, named.namespace)
    .filter(({ metadata }) => isSelectedBy(budget.spec.selector, metadata.labels));
  const currentHealthy = pods.filter(isReady).length;
  const { expectedPods, desiredHealthy } = wanted(api, budget, pods);
  const disruptionsAllowed = Math.max(0, currentHealthy - desiredHealthy);
  api.update(BUDGETS, named, (object) => ({
    ...object,
    status: {
      currentHealthy,
      desiredHealthy,
      disruptionsAllowed,
      expectedPods,
      observedGeneration: object.metadata.generation ?? 1,
    },
  }));
}

function wanted(api: World['api'], { spec }: DisruptionBudget, pods: readonly Pod[]) {
  if (spec.maxUnavailable !== undefined) {
    const expectedPods = expectedOf(api, pods);
    return { expectedPods, desiredHealthy: Math.max(0, expectedPods - amountOf(spec.maxUnavailable, expectedPods)) };
  }
  const { minAvailable = 1 } = spec;
  const expectedPods = typeof minAvailable === 'number' ? pods.length : expectedOf(api, pods);
  return { expectedPods, desiredHealthy: amountOf(minAvailable, expectedPods) };
}

/** How many Pods the controllers of these Pods want. */
function expectedOf(api: World['api'], pods: readonly Pod[]): number {
  const owners = new Set(pods.map((pod) => controllerOf(pod)?.uid ?? ''));
  return [...owners].reduce((total, uid) => {
    const spec = api.store.byUid(uid)?.['spec'];
    return total + (isJsonObject(spec) ? Number(spec['replicas'] ?? 1) : 0);
  }, 0);
}

/** A number, or so many per cent of a whole, rounded up. */
function amountOf(amount: number | string, whole: number): number {
  return typeof amount === 'number' ? amount : Math.ceil((Number(amount.replace('%', '')) / 100) * whole);
}
