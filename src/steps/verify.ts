import type { KubernetesObject, PersistentVolume } from '../model/objects.js';
import type { Step, StepContext } from '../model/step.js';
import { readyMarker } from './downtime-marks.js';
import { readClaim, readVolume } from './objects-now.js';
import { waitUntilBarePodsReady, waitUntilReady } from './pods-ready.js';
import { requireAsPlanned } from './require-as-planned.js';
import { verifyMounts } from './verify-mounts.js';

/**
 * Reads everything anew and holds it against the target: the objects before the Pods, so that a mistake is told at once, unless `bind` has
 * just done that, and again after them, since somebody may have come in between. Only this makes "done" true.
 */
export const verify: Step = {
  id: 'verify',
  async run(context) {
    if (!context.plan.steps.some(({ id }) => id === 'bind')) await verifyObjects(context);
    const onListed = readyMarker(context);
    await waitUntilReady(context, context.workloads, stoppedByThisRun(context), onListed);
    await waitUntilBarePodsReady(context, onListed);
    const volume = await verifyObjects(context);
    await verifyMounts(context, volume);
    return undefined;
  },
};

async function verifyObjects(context: StepContext): Promise<PersistentVolume> {
  const [claim, volume] = await Promise.all([readClaim(context), readVolume(context)]);
  return requireAsPlanned(claim, volume, context);
}

/** Pods that this run stops must not be taken for their own replacements, however late their end is seen. */
function stoppedByThisRun({ plan }: StepContext): (pod: KubernetesObject) => boolean {
  const stopped = new Set(
    plan.stops.filter(({ workload }) => workload !== undefined).map(({ pod }) => pod.metadata.uid),
  );
  return (pod) => stopped.has(pod.metadata.uid);
}
