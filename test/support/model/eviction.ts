import type { DeleteOptions } from '../../../src/model/cluster.js';
import type { Pod } from '../../../src/model/objects.js';
import { apiErrors } from './api-errors.js';
import type { ApiServer } from './api-server.js';
import { isFinished } from './deletion.js';
import { BUDGETS, type DisruptionBudget, PODS } from './kinds.js';
import { isSelectedBy } from './label-selector.js';
import type { Named } from './object-store.js';
import { isReady } from './pod-facts.js';

/**
 * Deletes a Pod unless a budget forbids it now. Only running Pods count; each eviction is taken off the budget at once.
 * @throws ApiError TooManyRequests, NotFound, Conflict.
 */
export function evictPod(api: ApiServer, named: Named, options: DeleteOptions): void {
  const pod = api.read(PODS, named);
  if (pod === undefined) throw apiErrors.notFound(PODS, named.name);
  if (options.uid !== pod.metadata.uid) {
    throw apiErrors.otherUid(PODS, named.name, options.uid, pod.metadata.uid ?? '');
  }
  for (const budget of isCounted(pod) ? budgetsOf(api, pod) : []) {
    const allowed = budget.status?.disruptionsAllowed ?? 0;
    if (allowed < 1) throw apiErrors.overBudget();
    if (options.dryRun === true) continue;
    api.update(BUDGETS, budget.metadata, (object) => ({
      ...object,
      status: { ...object.status, disruptionsAllowed: allowed - 1 },
    }));
  }
  api.delete(PODS, named, options);
}

function isCounted(pod: Pod): boolean {
  return isReady(pod) && !isFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}

function budgetsOf(api: ApiServer, { metadata }: Pod): readonly DisruptionBudget[] {
  return api.list(BUDGETS, metadata.namespace).filter(({ spec }) => isSelectedBy(spec.selector, metadata.labels));
}
