import type { Step } from '../model/step.js';
import { isTerminating } from '../plan/pod-facts.js';
import { isSameUnlessBound } from '../plan/same-content.js';
import { claimKey, conflict, pairOf, preconditionsOf, readClaim, retryOnConflict } from './objects-now.js';

/**
 * The claim goes first and stays, Terminating, while Pods hold it: from now on the scheduler refuses every Pod that names
 * it, so that replacements wait instead of holding it again (FIELD.md 2.2, 2.3). There is no way back from here but
 * forward (FIELD.md 2.4).
 */
export const deleteClaim: Step = {
  id: 'delete-claim',
  run: (context) =>
    retryOnConflict(async () => {
      const { cluster, plan } = context;
      const claim = await readClaim(context);
      const approved = plan.observed.claim;
      if (claim === undefined || approved === undefined || claim.metadata.uid !== approved.metadata.uid) {
        throw conflict(
          `claim ${plan.observed.namespace}/${plan.observed.claimName} was deleted or replaced by somebody else`,
        );
      }
      if (isTerminating(claim)) return 'it is Terminating already';
      if (!isSameUnlessBound(approved, claim, pairOf(plan))) {
        throw conflict(
          `claim ${plan.observed.namespace}/${plan.observed.claimName} was changed after the plan was made`,
        );
      }
      await cluster.delete(claimKey(plan), preconditionsOf(claim));
      return undefined;
    }),
};
