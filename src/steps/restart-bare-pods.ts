import { isApiError } from '../model/errors.js';
import type { Pod } from '../model/objects.js';
import { POD, keyOf } from '../model/references.js';
import type { Step, StepContext } from '../model/step.js';
import { isTerminating } from '../plan/pod-facts.js';
import { createWithinQuota } from './create-within-quota.js';
import { conflict } from './objects-now.js';

/** Creates the bare Pods again that were stopped; nobody else does (FIELD.md 2.11). */
export const restartBarePods: Step = {
  id: 'restart-bare-pods',
  async run(context) {
    for (const pod of context.plan.target.pods) await createOrKeep(pod, context);
    return undefined;
  },
};

async function createOrKeep(pod: Pod, context: StepContext): Promise<void> {
  const { cluster, plan } = context;
  try {
    await createWithinQuota(context, pod, POD);
    return;
  } catch (error) {
    if (!isApiError(error, 'AlreadyExists')) throw error;
  }
  const present = await cluster.get(keyOf(POD, pod));
  const stopped = plan.stops.some((holder) => holder.pod.metadata.uid === present?.metadata.uid);
  if (present === undefined || stopped || isTerminating(present)) {
    throw conflict(`Pod ${pod.metadata.name} is still stopping, so it cannot be created again yet`);
  }
}
