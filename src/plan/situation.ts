import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { FieldChange, Target } from '../model/plan.js';
import { claimChanges, effectOf, volumeChanges } from './changes.js';
import { isTerminating } from './pod-facts.js';

/** What has to become of an object that stands (or does not) on the way to the target. */
export type Fate = 'missing' | 'replace' | 'keep';

export interface Situation {
  readonly volume: Fate;
  readonly claim: Fate;
  /** The volume stays but is still reserved for a claim that is gone or going: its claimRef.uid has to be taken out. */
  readonly volumeIsTaken: boolean;
  /** The volume and the claim stay, and the volume names the claim by its uid. */
  readonly isHolding: boolean;
  /** The claim is there and stays, but is not bound to the volume yet. */
  readonly claimIsUnbound: boolean;
  readonly volumeChanges: readonly FieldChange[];
  readonly claimChanges: readonly FieldChange[];
}

/** Judges claim and volume against the target: what is missing, what must go, what stays (FIELD.md 2.4, 2.5, 2.7). */
export function situationOf({ claim, volume }: Observation, target: Target): Situation {
  const ofVolume = volume === undefined ? [] : volumeChanges(volume, target.volume, target.admitted);
  const ofClaim = claim === undefined ? [] : claimChanges(withVolumeName(claim, target), target.claim, target.admitted);
  const volumeFate = fateOfVolume(volume, ofVolume, target);
  const reservedUid = volume?.spec.claimRef?.uid;
  const isHolding = claim !== undefined && volumeFate === 'keep' && reservedUid === claim.metadata.uid;
  const isTakenAlong = volumeFate === 'replace' && isAboutToBind(claim, volume);
  const claimFate = isTakenAlong ? 'replace' : fateOfClaim(claim, ofClaim, isHolding, target);
  return {
    volume: volumeFate,
    claim: claimFate,
    volumeIsTaken:
      volumeFate === 'keep' &&
      reservedUid !== undefined &&
      (claimFate !== 'keep' || reservedUid !== claim?.metadata.uid),
    isHolding: isHolding && claimFate === 'keep',
    claimIsUnbound: claimFate === 'keep' && (!isBound(claim) || reservedUid !== claim?.metadata.uid),
    volumeChanges: ofVolume,
    claimChanges: ofClaim,
  };
}

function fateOfVolume(volume: PersistentVolume | undefined, changes: readonly FieldChange[], target: Target): Fate {
  if (volume === undefined) return 'missing';
  const mustGo =
    isTerminating(volume) || effectOf(changes) === 'recreate' || volume.metadata.uid === target.replaces.volumeUid;
  return mustGo ? 'replace' : 'keep';
}

function fateOfClaim(
  claim: PersistentVolumeClaim | undefined,
  changes: readonly FieldChange[],
  isHolding: boolean,
  target: Target,
): Fate {
  if (claim === undefined) return 'missing';
  const mustGo =
    isTerminating(claim) ||
    effectOf(changes) === 'recreate' ||
    claim.metadata.uid === target.replaces.claimUid ||
    // A claim that was bound never takes another volume; one whose volume does not name it is Lost for good (FIELD.md 2.8).
    (!isHolding && wasBound(claim));
  return mustGo ? 'replace' : 'keep';
}

/** A claim without a volume yet can still be given one (FIELD.md 2.9), so that is no reason to replace it. */
function withVolumeName(claim: PersistentVolumeClaim, target: Target): PersistentVolumeClaim {
  const { volumeName } = claim.spec;
  return volumeName === undefined || volumeName === ''
    ? { ...claim, spec: { ...claim.spec, volumeName: target.volume.metadata.name } }
    : claim;
}

/** Whether the binder would give this volume to a claim of the name that it waits for. */
export function isOpenToAnyClaim({ spec }: PersistentVolume): boolean {
  return spec.claimRef !== undefined && spec.claimRef.uid === undefined;
}

/** The binder gives the old volume to such a claim at any moment, and the volume cannot go from then on. */
function isAboutToBind(claim: PersistentVolumeClaim | undefined, volume: PersistentVolume | undefined): boolean {
  if (claim === undefined || volume === undefined) return false;
  const { claimRef } = volume.spec;
  if (claimRef === undefined) return claim.spec.volumeName === volume.metadata.name;
  const { namespace, name, uid } = claimRef;
  const isNamed = namespace === claim.metadata.namespace && name === claim.metadata.name;
  return isNamed && (uid === undefined || uid === claim.metadata.uid);
}

function wasBound(claim: PersistentVolumeClaim): boolean {
  return (
    isBound(claim) ||
    claim.status?.phase === 'Lost' ||
    'pv.kubernetes.io/bind-completed' in (claim.metadata.annotations ?? {})
  );
}

function isBound(claim: PersistentVolumeClaim | undefined): boolean {
  return claim?.status?.phase === 'Bound';
}
