import type { Step } from '../model/step.js';
import type { JsonObject } from '../model/json.js';
import type { PersistentVolume } from '../model/objects.js';
import type { FieldChange, Target } from '../model/plan.js';
import { isReclaimPolicy, volumeChanges } from '../plan/changes.js';
import { mergePatchOf } from '../plan/merge-patch.js';
import { isTerminating } from '../plan/pod-facts.js';
import { waitUntilAvailable } from './create-volume.js';
import { conflict, preconditionsOf, readClaim, readVolume, retryOnConflict, volumeKey } from './objects-now.js';

/**
 * Makes a volume that stays available to its new claim by taking the old claim's uid out of its claimRef: the cheap way
 * back, no volume recreated (FIELD.md 2.5). Changes that need no recreation go along.
 */
export const freeVolume: Step = {
  id: 'free-volume',
  async run(context) {
    let freed: string | undefined;
    await retryOnConflict(async () => {
      const { cluster, plan } = context;
      const volume = await readVolume(context);
      if (volume?.metadata.uid === undefined || volume.metadata.uid !== plan.observed.volume?.metadata.uid) {
        throw conflict(`volume ${plan.target.volume.metadata.name} was deleted or replaced by somebody else`);
      }
      // After the volume: a claim that it names was there before.
      const claim = await readClaim(context);
      const isAlive = claim !== undefined && !isTerminating(claim);
      const patch = freeingPatch(volume, plan.target, isAlive ? claim.metadata.uid : undefined);
      if (patch === undefined) return;
      await cluster.patch(volumeKey(plan), patch, preconditionsOf(volume));
      freed = volume.spec.claimRef?.uid;
    });
    await waitUntilAvailable(context, freed);
    return undefined;
  },
};

/**
 * What makes the volume free for its claim, and as it is to be; undefined where it is both already.
 *
 * @param claimUid of the claim that stands: the binder may have joined them meanwhile, and a claim whose volume lets go of it is
 * Lost for good (FIELD.md 2.8)
 */
export function freeingPatch(volume: PersistentVolume, target: Target, claimUid?: string): JsonObject | undefined {
  const changes = volumeChanges(volume, target.volume, target.admitted).filter((change) => !isReclaimPolicy(change));
  const { uid, resourceVersion } = volume.spec.claimRef ?? {};
  const isTaken = (uid ?? resourceVersion) !== undefined && (uid === undefined || uid !== claimUid);
  if (!isTaken) return changes.length === 0 ? undefined : mergePatchOf(changes);
  const freed: readonly FieldChange[] = ['uid', 'resourceVersion'].map((field) => ({
    object: 'volume',
    path: ['spec', 'claimRef', field],
    from: uid,
    to: undefined,
    effect: 'patch',
  }));
  return mergePatchOf([...changes, ...freed]);
}
