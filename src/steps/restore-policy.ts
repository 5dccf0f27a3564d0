import type { Step } from '../model/step.js';
import { conflict, preconditionsOf, readVolume, retryOnConflict, volumeKey } from './objects-now.js';

/** Puts the reclaim policy back, last of all: until everything is verified nothing may be able to delete the volume. */
export const restorePolicy: Step = {
  id: 'restore-policy',
  run: (context) =>
    retryOnConflict(async () => {
      const { cluster, plan } = context;
      const policy = plan.target.volume.spec.persistentVolumeReclaimPolicy ?? 'Retain';
      const volume = await readVolume(context);
      if (volume === undefined) throw conflict(`volume ${plan.target.volume.metadata.name} is gone`);
      if (volume.spec.persistentVolumeReclaimPolicy === policy) return 'it is already';
      await cluster.patch(
        volumeKey(plan),
        { spec: { persistentVolumeReclaimPolicy: policy } },
        preconditionsOf(volume),
      );
      return undefined;
    }),
};
