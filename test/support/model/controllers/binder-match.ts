import { isJsonObject } from '../../../../src/model/json.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/model/objects.js';
import { isSelectedBy } from '../label-selector.js';
import { bytesOf } from '../quantity.js';

/** The volume reserved for this claim, or else the smallest free one that suits it. */
export function findVolumeFor(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
): PersistentVolume | undefined {
  const suitable = volumes.filter((volume) => suits(volume, claim));
  const free = suitable
    .filter((volume) => volume.spec.claimRef === undefined && isFreeFor(volume, claim))
    .sort((a, b) => capacityOf(a) - capacityOf(b));
  return suitable.find((volume) => isReservedFor(volume, claim)) ?? free[0];
}

/** Whether the volume's claimRef means this claim; one without a uid waits for any claim of that name (FIELD.md 2.8). */
export function isReservedFor({ spec: { claimRef } }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return claimRef.uid === undefined || claimRef.uid === '' || claimRef.uid === metadata.uid;
}

function suits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const offered = volume.spec.accessModes ?? [];
  return (
    volume.metadata.deletionTimestamp === undefined &&
    (claim.spec.accessModes ?? []).every((mode) => offered.includes(mode)) &&
    volume.spec['volumeMode'] === claim.spec['volumeMode'] &&
    capacityOf(volume) >= requestOf(claim)
  );
}

function isFreeFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const selector = claim.spec['selector'];
  const labels = isJsonObject(selector) && isJsonObject(selector['matchLabels']) ? selector['matchLabels'] : {};
  return (
    volume.status?.phase === 'Available' &&
    (volume.spec.storageClassName ?? '') === (claim.spec.storageClassName ?? '') &&
    isSelectedBy({ matchLabels: labels as Record<string, string> }, volume.metadata.labels)
  );
}

function capacityOf({ spec: { capacity } }: PersistentVolume): number {
  return bytesOf(isJsonObject(capacity) ? capacity['storage'] : undefined);
}

function requestOf({ spec: { resources } }: PersistentVolumeClaim): number {
  const requests = isJsonObject(resources) ? resources['requests'] : undefined;
  return bytesOf(isJsonObject(requests) ? requests['storage'] : undefined);
}
