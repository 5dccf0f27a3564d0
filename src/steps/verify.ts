import { Failure } from '../model/errors.js';
import type { KubernetesObject, PersistentVolume } from '../model/objects.js';
import type { FieldChange } from '../model/plan.js';
import type { Step, StepContext } from '../model/step.js';
import { claimChanges, isReclaimPolicy, volumeChanges } from '../plan/changes.js';
import { isTerminating } from '../plan/pod-facts.js';
import { bindingProblem } from './bind.js';
import { readyMarker } from './downtime-marks.js';
import { readClaim, readVolume } from './objects-now.js';
import { waitUntilBarePodsReady, waitUntilReady } from './pods-ready.js';
import { verifyMounts } from './verify-mounts.js';

/**
 * Reads everything anew and holds it against the target: the objects before the Pods, so that a mistake is told at once,
 * and again after them, since somebody may have come in between. Only this makes "done" true.
 */
export const verify: Step = {
  id: 'verify',
  async run(context) {
    await verifyObjects(context);
    const onLook = readyMarker(context);
    await waitUntilReady(context, context.workloads, stoppedByThisRun(context), onLook);
    await waitUntilBarePodsReady(context, onLook);
    const volume = await verifyObjects(context);
    await verifyMounts(context, volume);
    return undefined;
  },
};

async function verifyObjects(context: StepContext): Promise<PersistentVolume> {
  const { target, observed } = context.plan;
  const [claim, volume] = await Promise.all([readClaim(context), readVolume(context)]);
  const problems = [bindingProblem(claim, volume)].filter((problem) => problem !== undefined);
  if (volume !== undefined) {
    problems.push(
      ...volumeChanges(volume, target.volume, target.admitted)
        .filter((change) => !isPutBackLater(change, context))
        .map(describe),
    );
    if (isTerminating(volume)) problems.push('the volume is marked for deletion');
    if (volume.metadata.uid === target.replaces.volumeUid) problems.push('the volume is still the old one');
  }
  if (claim !== undefined) {
    problems.push(...claimChanges(claim, target.claim, target.admitted).map(describe));
    if (isTerminating(claim)) problems.push('the claim is marked for deletion');
  }
  if (problems.length === 0 && volume !== undefined) return volume;
  throw new Failure(
    'unverified',
    `claim ${observed.namespace}/${observed.claimName} is not as planned: ${problems.join('; ')}`,
  );
}

/** Pods that this run stops must not be taken for their own replacements, however late their end is seen. */
function stoppedByThisRun({ plan }: StepContext): (pod: KubernetesObject) => boolean {
  const stopped = new Set(
    plan.stops.filter(({ workload }) => workload !== undefined).map(({ pod }) => pod.metadata.uid),
  );
  return (pod) => stopped.has(pod.metadata.uid);
}

/** The run's last step puts the policy back; until then it is Retain. */
function isPutBackLater(change: FieldChange, { plan }: StepContext): boolean {
  const isPlanned = plan.steps.some(({ id }) => id === 'restore-policy');
  return isPlanned && isReclaimPolicy(change) && change.from === 'Retain';
}

function describe({ object, path, from, to }: FieldChange): string {
  return `${object} ${path.join('.')} is ${JSON.stringify(from ?? null)}, not ${JSON.stringify(to ?? null)}`;
}
