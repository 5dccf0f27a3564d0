import type { PersistentVolume } from '../../../../src/model/objects.js';
import { timestamp } from '../timestamp.js';
import { VOLUMES } from '../kinds.js';
import type { Named } from '../object-store.js';
import type { World } from '../world.js';

export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';

export interface BinderOptions {
  /** Deletes Released volumes with reclaimPolicy Delete, as other drivers do; nothing does here (FIELD.md 2.6). */
  readonly deleterForReclaimDelete: boolean;
}

/** What the two halves of the binder share. */
export interface Binder {
  readonly world: World;
  readonly options: BinderOptions;
  /** uids of the volumes that the binder has seen; a claim that comes before finds nothing (FIELD.md 2.14). */
  readonly known: Set<string>;
  lookAtClaim(named: Named): void;
}

export function setVolumePhase({ api, clock }: World, { metadata }: PersistentVolume, phase: string): void {
  api.update(VOLUMES, metadata, (object) =>
    object.status?.phase === phase
      ? object
      : { ...object, status: { phase, lastPhaseTransitionTime: timestamp(clock.now()) } },
  );
}
