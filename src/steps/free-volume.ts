import type { Step } from '../model/step.js';
import type { JsonObject } from '../model/json.js';
import type { PersistentVolume } from '../model/objects.js';
import type { FieldChange, Target } from '../model/plan.js';
import { isReclaimPolicy, volumeChanges } from '../plan/changes.js';
import { mergePatchOf } from '../plan/merge-patch.js';
import { waitUntilAvailable } from './create-volume.js';
import { conflict, preconditionsOf, readVolume, retryOnConflict, volumeKey } from './objects-now.js';

/**
 * Makes a volume that stays available to its new claim by taking the old claim's uid out of its claimRef: the cheap way
 * back, no volume recreated (FIELD.md 2.5). Changes that need no recreation go along.
 */
export const freeVolume: Step = {
  id: 'free-volume',
  async run(context) {
    await retryOnConflict(async () => {
      const { cluster, plan } = context;
      const volume = await readVolume(context);
      if (volume?.metadata.uid === undefined || volume.metadata.uid !== plan.observed.volume?.metadata.uid) {
        throw conflict(`volume ${plan.target.volume.metadata.name} was deleted or replaced by somebody else`);
      }
      const patch = freeingPatch(volume, plan.target);
      if (patch !== undefined) await cluster.patch(volumeKey(plan), patch, preconditionsOf(volume));
    });
    await waitUntilAvailable(context);
    return undefined;
  },
};

/** What makes the volume free for its claim, and as it is to be; undefined where it is both already. */
export function freeingPatch(volume: PersistentVolume, target: Target): JsonObject | undefined {
  const changes = volumeChanges(volume, target.volume, target.admitted).filter((change) => !isReclaimPolicy(change));
  const { uid, resourceVersion } = volume.spec.claimRef ?? {};
  if (changes.length === 0 && uid === undefined && resourceVersion === undefined) return undefined;
  const freed: readonly FieldChange[] = ['uid', 'resourceVersion'].map((field) => ({
    object: 'volume',
    path: ['spec', 'claimRef', field],
    from: uid,
    to: undefined,
    effect: 'patch',
  }));
  return mergePatchOf([...changes, ...freed]);
}
