import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';

/** What is missing for the claim to be bound to exactly this volume; undefined when nothing is. */
export function bindingProblem(
  claim: PersistentVolumeClaim | undefined,
  volume: PersistentVolume | undefined,
): string | undefined {
  if (claim === undefined) return 'the claim is not there';
  if (volume === undefined) return 'the volume is not there';
  if (claim.status?.phase !== 'Bound') return `the claim is ${claim.status?.phase ?? 'Pending'}`;
  if (claim.spec.volumeName !== volume.metadata.name) return `the claim is bound to ${String(claim.spec.volumeName)}`;
  if (volume.spec.claimRef?.uid !== claim.metadata.uid) return 'the volume is reserved for another claim of this name';
  return volume.status?.phase === 'Bound' ? undefined : `the volume is ${volume.status?.phase ?? 'Pending'}`;
}
