import type { Plan } from '../model/plan.js';
import type { Watched } from '../model/step.js';
import { claimKey, volumeKey } from './objects-now.js';
import { podsOnClaim } from './pods-on-claim.js';

/** What several steps wait for, by watches that stay open from the first of them to the last: each may be late, none goes back. */
export const lastingWatches = {
  claim: (plan: Plan): Watched => ({ ...claimKey(plan), staysOpenAs: 'claim' }),
  volume: (plan: Plan): Watched => ({ ...volumeKey(plan), staysOpenAs: 'volume' }),
  pods: ({ observed }: Plan): Watched => ({
    ...podsOnClaim(observed.namespace, observed.claimName),
    staysOpenAs: 'Pods on the claim',
  }),
};
