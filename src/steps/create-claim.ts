import { isApiError } from '../model/errors.js';
import { CLAIM } from '../model/references.js';
import type { Step, StepContext } from '../model/step.js';
import { claimChanges } from '../plan/changes.js';
import { objectionTo } from '../plan/foreign-claim.js';
import { mergePatchOf } from '../plan/merge-patch.js';
import { isTerminating } from '../plan/pod-facts.js';
import { createWithinQuota } from './create-within-quota.js';
import { claimKey, conflict, preconditionsOf, readClaim, retryOnConflict } from './objects-now.js';

/**
 * Creates the claim, or takes the one that a StatefulSet has made from its template meanwhile and puts back what the old
 * claim carried beyond it; somebody else's only where that takes nothing of theirs away. The patch also wakes the binder, which otherwise comes to a claim that was there before its
 * volume only at its next resync (FIELD.md 2.9).
 */
export const createClaim: Step = {
  id: 'create-claim',
  async run(context) {
    const { plan } = context;
    try {
      await createWithinQuota(context, plan.target.claim, CLAIM);
      return undefined;
    } catch (error) {
      if (!isApiError(error, 'AlreadyExists')) throw error;
    }
    await retryOnConflict(() => adopt(context));
    return 'it had been created already; taken over';
  },
};

async function adopt(context: StepContext): Promise<void> {
  const { cluster, plan, workloads } = context;
  const { namespace, claimName } = plan.observed;
  const present = await readClaim(context);
  if (present === undefined) throw conflict(`claim ${namespace}/${claimName} was there and is gone again`);
  const objection = isTerminating(present)
    ? 'it is being deleted'
    : objectionTo(present, { claimName, workloads, target: plan.target });
  if (objection !== undefined) {
    throw conflict(
      `a claim ${namespace}/${claimName} that is not the planned one was created by somebody else (${objection})`,
    );
  }
  const changes = claimChanges(present, plan.target.claim, plan.target.admitted);
  if (changes.length > 0) await cluster.patch(claimKey(plan), mergePatchOf(changes), preconditionsOf(present));
}
