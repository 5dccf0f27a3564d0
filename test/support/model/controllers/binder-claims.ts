import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/model/objects.js';
import { CLAIMS, VOLUMES } from '../kinds.js';
import type { Named } from '../object-store.js';
import { findVolumeFor, isReservedFor } from './binder-match.js';
import { BIND_COMPLETED, type Binder, BOUND_BY_CONTROLLER, setVolumePhase } from './binder-state.js';

type Again = 'next-write' | 'resync' | undefined;

/** One step of a claim towards its volume, and when to look again. */
export function syncClaim(binder: Binder, named: Named): Again {
  const claim = binder.world.api.read(CLAIMS, named);
  if (claim === undefined) return undefined;
  return claim.metadata.annotations?.[BIND_COMPLETED] === undefined
    ? syncUnboundClaim(binder, claim)
    : syncBoundClaim(binder, claim);
}

function syncUnboundClaim(binder: Binder, claim: PersistentVolumeClaim): Again {
  const volume = isNamed(claim.spec.volumeName)
    ? volumeAskedFor(binder, claim, claim.spec.volumeName)
    : findVolumeFor(claim, knownVolumes(binder));
  // A claim that found no volume is tried again only at a resync (FIELD.md 2.9).
  return volume === undefined ? 'resync' : bind(binder, claim, volume);
}

function volumeAskedFor(binder: Binder, claim: PersistentVolumeClaim, name: string): PersistentVolume | undefined {
  const volume = knownVolumes(binder).find((candidate) => candidate.metadata.name === name);
  if (volume === undefined) return undefined;
  return volume.spec.claimRef === undefined || isReservedFor(volume, claim) ? volume : undefined;
}

/** Reserves the volume, marks it Bound, then the claim names it: one write each call. */
function bind({ world }: Binder, claim: PersistentVolumeClaim, volume: PersistentVolume): Again {
  const isReserved = volume.spec.claimRef?.uid === claim.metadata.uid;
  if (!isReserved) world.api.update(VOLUMES, volume.metadata, (object) => reservedFor(claim, object));
  else if (volume.status?.phase !== 'Bound') setVolumePhase(world, volume, 'Bound');
  else world.api.update(CLAIMS, claim.metadata, (object) => boundTo(volume, object));
  return 'next-write';
}

function syncBoundClaim({ world }: Binder, claim: PersistentVolumeClaim): Again {
  const name = claim.spec.volumeName;
  const volume = isNamed(name) ? world.api.read(VOLUMES, { name }) : undefined;
  if (volume !== undefined && volume.spec.claimRef === undefined) {
    world.api.update(VOLUMES, volume.metadata, (object) => reservedFor(claim, object));
    return 'next-write';
  }
  const isBound = volume?.spec.claimRef?.uid === claim.metadata.uid;
  const status = volume !== undefined && isBound ? boundStatus(volume) : { ...claim.status, phase: 'Lost' };
  world.api.update(CLAIMS, claim.metadata, (object) => ({ ...object, status }));
  return undefined;
}

function boundStatus({ spec: { accessModes = [], capacity } }: PersistentVolume) {
  return { phase: 'Bound', accessModes, ...(capacity === undefined ? {} : { capacity }) };
}

function reservedFor(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolume {
  const { name, namespace = '', uid = '', resourceVersion = '' } = claim.metadata;
  const claimRef = { kind: claim.kind, namespace, name, uid, apiVersion: claim.apiVersion, resourceVersion };
  const reserved = { ...volume, spec: { ...volume.spec, claimRef } };
  return volume.spec.claimRef === undefined ? markedByController(reserved) : reserved;
}

function boundTo(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const volumeName = volume.metadata.name;
  const annotations = { ...claim.metadata.annotations, [BIND_COMPLETED]: 'yes' };
  const bound = { ...claim, spec: { ...claim.spec, volumeName }, metadata: { ...claim.metadata, annotations } };
  return isNamed(claim.spec.volumeName) ? bound : markedByController(bound);
}

function markedByController<T extends PersistentVolume | PersistentVolumeClaim>(object: T): T {
  const annotations = { ...object.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function knownVolumes({ world, known }: Binder): readonly PersistentVolume[] {
  return world.api.list(VOLUMES).filter(({ metadata }) => known.has(metadata.uid ?? ''));
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}
