import { Failure } from '../model/errors.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { FieldChange } from '../model/plan.js';
import type { StepContext } from '../model/step.js';
import { claimChanges, isReclaimPolicy, volumeChanges } from '../plan/changes.js';
import { isTerminating } from '../plan/pod-facts.js';
import { bindingProblem } from './binding-problem.js';

/**
 * Holds claim and volume against the target.
 *
 * @returns the volume
 * @throws Failure unverified, with all that differs
 */
export function requireAsPlanned(
  claim: PersistentVolumeClaim | undefined,
  volume: PersistentVolume | undefined,
  context: StepContext,
): PersistentVolume {
  const { namespace, claimName } = context.plan.observed;
  const problems = problemsOf(claim, volume, context);
  if (problems.length === 0 && volume !== undefined) return volume;
  throw new Failure('unverified', `claim ${namespace}/${claimName} is not as planned: ${problems.join('; ')}`);
}

export function isAsPlanned(
  claim: PersistentVolumeClaim | undefined,
  volume: PersistentVolume | undefined,
  context: StepContext,
): boolean {
  return problemsOf(claim, volume, context).length === 0;
}

function problemsOf(
  claim: PersistentVolumeClaim | undefined,
  volume: PersistentVolume | undefined,
  context: StepContext,
): readonly string[] {
  const { target } = context.plan;
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
  return problems;
}

/** The run's last step puts the policy back; until then it is Retain. */
function isPutBackLater(change: FieldChange, { plan }: StepContext): boolean {
  const isPlanned = plan.steps.some(({ id }) => id === 'restore-policy');
  return isPlanned && isReclaimPolicy(change) && change.from === 'Retain';
}

function describe({ object, path, from, to }: FieldChange): string {
  return `${object} ${path.join('.')} is ${JSON.stringify(from ?? null)}, not ${JSON.stringify(to ?? null)}`;
}
