import type { JsonObject } from '../model/json.js';
import type { PersistentVolume } from '../model/objects.js';
import type { Plan } from '../model/plan.js';
import type { Step } from '../model/step.js';
import { isOpenToAnyClaim } from '../plan/situation.js';
import { isSameVolumeSource } from '../plan/same-content.js';
import { conflict, isRetained, preconditionsOf, readVolume, retryOnConflict, volumeKey } from './objects-now.js';

/**
 * Keeps the volume from whoever could act on it in the meantime: a released volume with policy Delete can be deleted by its
 * driver, data and all (FIELD.md 2.6), and one that has to go must not be bound to a claim that a StatefulSet makes again
 * (FIELD.md 2.9).
 */
export const retain: Step = {
  id: 'retain',
  run: (context) =>
    retryOnConflict(async () => {
      const { cluster, plan } = context;
      const volume = await readVolume(context);
      const approved = plan.observed.volume;
      if (volume === undefined || approved === undefined)
        throw conflict(`volume ${plan.target.volume.metadata.name} is gone`);
      if (!isSameVolumeSource(approved, volume)) {
        throw conflict(`volume ${volume.metadata.name} was changed after the plan was made`);
      }
      const patch = retainingPatch(volume, plan);
      if (patch === undefined) return 'it is already';
      await cluster.patch(volumeKey(plan), patch, preconditionsOf(volume));
      return undefined;
    }),
};

/** What keeps the volume; undefined where it is kept already. */
export function retainingPatch(volume: PersistentVolume, plan: Plan): JsonObject | undefined {
  const spec = { ...toRetain(volume), ...toReserve(volume, plan) };
  return Object.keys(spec).length === 0 ? undefined : { spec };
}

function toRetain(volume: PersistentVolume): JsonObject {
  return isRetained(volume) ? {} : { persistentVolumeReclaimPolicy: 'Retain' };
}

/** For a claim that is none: the binder calls such a volume Released, and gives it to nobody. */
function toReserve(volume: PersistentVolume, { steps }: Plan): JsonObject {
  const isToGo = steps.some(({ id }) => id === 'delete-volume');
  const { uid } = volume.metadata;
  return isToGo && uid !== undefined && isOpenToAnyClaim(volume) ? { claimRef: { uid } } : {};
}
