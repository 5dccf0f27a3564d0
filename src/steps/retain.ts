import type { Step } from '../model/step.js';
import { isSameVolumeSource } from '../plan/same-content.js';
import { conflict, isRetained, preconditionsOf, readVolume, retryOnConflict, volumeKey } from './objects-now.js';

/** A released volume with policy Delete can be deleted by its driver, data and all; Retain comes before any deletion (FIELD.md 2.6). */
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
      if (isRetained(volume)) return 'it is already';
      const patch = { spec: { persistentVolumeReclaimPolicy: 'Retain' } };
      await cluster.patch(volumeKey(plan), patch, preconditionsOf(volume));
      return undefined;
    }),
};
