import type { Holder, Observation } from '../model/observation.js';
import type { Effect, FieldChange, Plan, PlannedStep, StepId, Target } from '../model/plan.js';
import { podCount } from '../model/words.js';
import { isFinished, isScheduled } from './pod-facts.js';
import { isOpenToAnyClaim, situationOf, type Situation } from './situation.js';

/**
 * The steps from what is observed to the target. Pure: a first run, a resume and a rollback differ in nothing but their
 * arguments. Where everything is as it should be, there are no steps; in the middle of somebody's half-done attempt there
 * are just those that are left.
 */
export function plan(observed: Observation, target: Target): Plan {
  const situation = situationOf(observed, target);
  const restarts = restartsFor(situation.volumeChanges, observed, target);
  const changes = [...situation.volumeChanges, ...situation.claimChanges];
  const effect = isPodMissing(observed, target) ? 'recreate' : effectOf(situation, restarts);
  const ids = stepIds(effect, situation, observed, target, restarts);
  return {
    effect,
    observed,
    target,
    changes,
    steps: ids.map((id) => ({ id, title: titleOf(id, observed, target, restarts) })),
    stops: stopsOf(ids, observed, restarts),
  };
}

/** What is left to do where everything stands as it should. */
export const VERIFY: PlannedStep = { id: 'verify', title: 'verify claim, volume and Pods' };

/** A bare Pod that an earlier attempt stopped and did not get to create again. */
function isPodMissing({ holders }: Observation, { pods }: Target): boolean {
  return pods.some(({ metadata }) => holders.every(({ pod }) => pod.metadata.name !== metadata.name));
}

function effectOf(situation: Situation, restarts: readonly Holder[]): Effect {
  const { volume, claim, volumeIsTaken, claimIsUnbound, volumeChanges, claimChanges } = situation;
  if (volume !== 'keep' || claim !== 'keep' || volumeIsTaken || claimIsUnbound) return 'recreate';
  return volumeChanges.length + claimChanges.length + restarts.length > 0 ? 'patch' : 'nothing';
}

function stepIds(
  effect: Effect,
  situation: Situation,
  observed: Observation,
  target: Target,
  restarts: readonly Holder[],
): readonly StepId[] {
  switch (effect) {
    case 'nothing':
      return [];
    case 'patch':
      return [
        'recheck',
        ...when(situation.volumeChanges.length + situation.claimChanges.length > 0, 'patch'),
        ...when(restarts.length > 0, 'restart-pods'),
        'verify',
      ];
    case 'recreate':
      return recreationSteps(situation, observed, target, restarts);
  }
}

/** Claim first, volume last to go and first to come back (FIELD.md 2.3, 2.14; the order is explained in docs/decisions). */
function recreationSteps(
  situation: Situation,
  observed: Observation,
  target: Target,
  restarts: readonly Holder[],
): readonly StepId[] {
  const { claim, volume } = observed;
  const {
    volume: volumeFate,
    claim: claimFate,
    volumeIsTaken,
    isHolding,
    claimIsUnbound,
    volumeChanges,
    claimChanges,
  } = situation;
  const policy = volume?.spec.persistentVolumeReclaimPolicy;
  const isChanged = volumeFate === 'keep' && volumeChanges.length > 0;
  const isUpForGrabs = volumeFate === 'replace' && volume !== undefined && isOpenToAnyClaim(volume);
  const isLetGo = volumeFate === 'replace' || claimFate !== 'keep';
  return [
    'recheck',
    ...when(volume !== undefined && isLetGo && (policy !== 'Retain' || isUpForGrabs), 'retain'),
    ...when(claimFate === 'replace' && claim?.metadata.deletionTimestamp === undefined, 'delete-claim'),
    ...when(claimFate === 'replace', 'stop-pods'),
    ...when(volumeFate !== 'keep', 'release-mount'),
    ...when(volumeFate === 'replace', 'delete-volume'),
    ...when(volumeFate !== 'keep', 'create-volume'),
    ...when(volumeIsTaken || (isChanged && !isHolding), 'free-volume'),
    ...when(isHolding && (isChanged || claimChanges.length > 0), 'patch'),
    ...when(isHolding && restarts.length > 0, 'restart-pods'),
    ...when(claimFate !== 'keep' || claimIsUnbound, 'create-claim'),
    'bind',
    'renew-pods',
    ...when(target.pods.length > 0, 'restart-bare-pods'),
    'verify',
    ...when(target.volume.spec.persistentVolumeReclaimPolicy !== 'Retain', 'restore-policy'),
  ];
}

/** Those that a change in place leaves with the mount that they have. */
export function podsOnOldMount({ effect, changes, target, observed }: Plan): readonly Holder[] {
  const isLeft = effect === 'patch' && target.leavesPods === true && changes.some(isOfMount);
  return isLeft ? mountingPods(observed.holders) : [];
}

/** The Pods whose mount is made with what was before: all, or those that an earlier attempt did not get to. */
function restartsFor(changes: readonly FieldChange[], { holders }: Observation, target: Target): readonly Holder[] {
  if (target.leavesPods === true) return [];
  const mounting = mountingPods(holders);
  if (changes.some(isOfMount)) return mounting;
  return mounting.filter(({ pod }) => target.restarts?.includes(pod.metadata.uid ?? '') === true);
}

/** Only what the mount is made with reaches a Pod; labels, annotations, capacity and policy do not. */
function isOfMount({ path }: FieldChange): boolean {
  return path[1] === 'mountOptions';
}

function stopsOf(ids: readonly StepId[], { holders }: Observation, restarts: readonly Holder[]): readonly Holder[] {
  if (ids.includes('stop-pods')) return holdingPods(holders);
  return ids.includes('restart-pods') ? restarts : [];
}

/** Those that pvc-protection counts (FIELD.md 2.1). */
function holdingPods(holders: readonly Holder[]): readonly Holder[] {
  return holders.filter(({ pod }) => isScheduled(pod));
}

function mountingPods(holders: readonly Holder[]): readonly Holder[] {
  return holdingPods(holders).filter(({ pod }) => !isFinished(pod));
}

function titleOf(id: StepId, observed: Observation, target: Target, restarts: readonly Holder[]): PlannedStep['title'] {
  const claim = `claim ${observed.namespace}/${observed.claimName}`;
  const volume = `volume ${target.volume.metadata.name}`;
  const holding = holdingPods(observed.holders);
  const titles: Record<StepId, string> = {
    recheck: 'check that nothing changed since the plan was made',
    retain:
      observed.volume?.spec.persistentVolumeReclaimPolicy === 'Retain'
        ? `keep ${volume} from other claims`
        : `set ${volume} to Retain`,
    'delete-claim': `delete ${claim}`,
    'stop-pods': `stop ${podCount(holding.length)} and wait until ${claim} is gone`,
    'release-mount': 'wait until the driver let go of the old mount',
    'delete-volume': `delete ${volume}`,
    'create-volume': `create ${volume}`,
    'free-volume': `make ${volume} available again`,
    'create-claim': `create ${claim}`,
    bind: `wait until ${claim} is bound`,
    'renew-pods': 'renew Pods that the scheduler has put off',
    'restart-bare-pods': `create ${podCount(target.pods.length)} without a controller again`,
    patch: `change ${volume} and ${claim} in place`,
    'restart-pods': `restart ${podCount(restarts.length)}, one after the other`,
    verify: VERIFY.title,
    'restore-policy': `set ${volume} back to ${target.volume.spec.persistentVolumeReclaimPolicy ?? 'Retain'}`,
  };
  return titles[id];
}

function when(isNeeded: boolean, ...steps: readonly StepId[]): readonly StepId[] {
  return isNeeded ? steps : [];
}
