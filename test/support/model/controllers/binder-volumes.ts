import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/model/objects.js';
import { CLAIMS, VOLUMES } from '../kinds.js';
import type { Named } from '../object-store.js';
import type { World } from '../world.js';
import { type Binder, BOUND_BY_CONTROLLER, setVolumePhase } from './binder-state.js';

/** Brings a volume's phase in line with its claim (FIELD.md 2.5). */
export function syncVolume(binder: Binder, named: Named): void {
  const { world, known } = binder;
  const volume = world.api.read(VOLUMES, named);
  if (volume === undefined) {
    forgetVolume(binder, named);
    return;
  }
  known.add(volume.metadata.uid ?? '');
  const { claimRef } = volume.spec;
  if (claimRef?.uid === undefined || claimRef.uid === '') {
    setVolumePhase(world, volume, 'Available');
    return;
  }
  const claim = world.api.read(CLAIMS, { name: claimRef.name ?? '', namespace: claimRef.namespace });
  if (claim === undefined || claim.metadata.uid !== claimRef.uid) release(binder, volume);
  else if (claim.spec.volumeName === undefined || claim.spec.volumeName === '') binder.lookAtClaim(claim.metadata);
  else if (claim.spec.volumeName === volume.metadata.name) setVolumePhase(world, volume, 'Bound');
  else unbind(world, volume);
}

/** Claims bound to a volume that has gone are Lost. */
function forgetVolume(binder: Binder, { name }: Named): void {
  const bound = (claim: PersistentVolumeClaim) => claim.spec.volumeName === name && claim.status?.phase === 'Bound';
  for (const claim of binder.world.api.list(CLAIMS).filter(bound)) binder.lookAtClaim(claim.metadata);
}

function release({ world, options }: Binder, volume: PersistentVolume): void {
  setVolumePhase(world, volume, 'Released');
  const isMarked = volume.metadata.deletionTimestamp !== undefined;
  if (!options.deleterForReclaimDelete || isMarked || volume.spec.persistentVolumeReclaimPolicy !== 'Delete') return;
  world.violate(`volume ${volume.metadata.name} was deleted by its driver, for its reclaimPolicy was Delete`);
  world.api.delete(VOLUMES, volume.metadata);
}

/** The claim went to another volume: this one is free again, for that name only if a user reserved it. */
function unbind({ api }: World, volume: PersistentVolume): void {
  const isReservedByUser = volume.metadata.annotations?.[BOUND_BY_CONTROLLER] === undefined;
  api.update(VOLUMES, volume.metadata, (object) => {
    const { claimRef, ...spec } = object.spec;
    if (!isReservedByUser || claimRef === undefined) return { ...object, spec };
    const { uid: _uid, resourceVersion: _version, ...reserved } = claimRef;
    return { ...object, spec: { ...spec, claimRef: reserved } };
  });
}
