import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Step } from '../model/step.js';
import { bindingProblem } from './binding-problem.js';
import { readClaim, readVolume } from './objects-now.js';
import { lastingWatches } from './lasting-watches.js';
import { isAsPlanned, requireAsPlanned } from './require-as-planned.js';

/**
 * Waits until claim and volume name each other, by uid, and tells at once what of them is not as planned: their Pods, which start now, may
 * never get Ready then.
 */
export const bind: Step = {
  id: 'bind',
  async run(context) {
    const { namespace, claimName } = context.plan.observed;
    let claim: PersistentVolumeClaim | undefined;
    let volume: PersistentVolume | undefined;
    await context.wait({
      what: `claim ${namespace}/${claimName} to be Bound`,
      limitMs: context.settings.timeoutMs,
      watch: {
        claim: lastingWatches.claim(context.plan),
        volume: lastingWatches.volume(context.plan),
      },
      look: (state) => {
        claim = state.claim[0] as PersistentVolumeClaim | undefined;
        volume = state.volume[0] as PersistentVolume | undefined;
        const problem = bindingProblem(claim, volume);
        return problem === undefined ? { done: true } : { done: false, blockers: [problem] };
      },
    });
    // Reading them while Pods start would keep those waiting. What a watch shows may be from before a change of this run's own.
    if (isAsPlanned(claim, volume, context)) return undefined;
    [claim, volume] = await Promise.all([readClaim(context), readVolume(context)]);
    requireAsPlanned(claim, volume, context);
    return undefined;
  },
};
