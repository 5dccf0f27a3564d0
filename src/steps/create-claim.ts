import { isApiError } from '../model/errors.js';
import { CLAIM } from '../model/references.js';
import type { Step, StepContext } from '../model/step.js';
import { claimChanges, effectOf } from '../plan/changes.js';
import { mergePatchOf } from '../plan/merge-patch.js';
import { isTerminating } from '../plan/pod-facts.js';
import { createWithinQuota } from './create-within-quota.js';
import { claimKey, conflict, preconditionsOf, readClaim, retryOnConflict } from './objects-now.js';

/**
 * Creates the claim, or takes the one that a StatefulSet has made from its template meanwhile and puts back what the old
 * claim carried beyond it. The patch also wakes the binder, which otherwise comes to a claim that was there before its
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
    return 'its controller had created it already; taken over';
  },
};

async function adopt(context: StepContext): Promise<void> {
  const { cluster, plan } = context;
  const present = await readClaim(context);
  const name = `claim ${plan.observed.namespace}/${plan.observed.claimName}`;
  if (present === undefined) throw conflict(`${name} was there and is gone again`);
  const changes = claimChanges(present, plan.target.claim);
  const isUnbound = present.spec.volumeName === undefined || present.spec.volumeName === '';
  const others = changes.filter((change) => !(isUnbound && isVolumeName(change.path)));
  if (isTerminating(present) || effectOf(others) === 'recreate') {
    const fields = others.filter(({ effect }) => effect === 'recreate').map(({ path }) => path.join('.'));
    throw conflict(`a ${name} that is not the planned one was created by somebody else (${fields.join(', ')} differ)`);
  }
  if (changes.length > 0) await cluster.patch(claimKey(plan), mergePatchOf(changes), preconditionsOf(present));
}

function isVolumeName(path: readonly string[]): boolean {
  return path.join('.') === 'spec.volumeName';
}
