import type { PersistentVolume } from '../model/objects.js';
import type { Plan } from '../model/plan.js';
import type { Step, StepContext } from '../model/step.js';
import { isTerminating } from '../plan/pod-facts.js';
import { isSameVolumeSource } from '../plan/same-content.js';
import { finalizerBlockers } from './blockers.js';
import {
  conflict,
  isGone,
  isRetained,
  preconditionsOf,
  readVolume,
  retryOnConflict,
  volumeKey,
} from './objects-now.js';
import { lastingWatches } from './lasting-watches.js';

/**
 * Deletes the old volume object, whose claim is gone, and waits until it is gone. The S3 data is not touched by that. The Pods
 * are down meanwhile, so it is deleted as the wait sees it first, and its end is watched from before it is asked for.
 */
export const deleteVolume: Step = {
  id: 'delete-volume',
  async run(context) {
    const name = context.plan.target.volume.metadata.name;
    let isAsked = false;
    await context.wait({
      what: `volume ${name} to be gone`,
      limitMs: context.settings.timeoutMs,
      watch: { volume: lastingWatches.volume(context.plan) },
      look: async ({ volume }) => {
        const seen = volume[0] as PersistentVolume | undefined;
        if (!isAsked && seen !== undefined) {
          if (isBoundToOldClaim(seen, context.plan))
            return { done: false, blockers: [`volume ${name} is still Bound`] };
          isAsked = true;
          await askForDeletion(context, seen);
          // What was seen is from before.
          return { done: false, blockers: [`volume ${name} was just asked to go`] };
        }
        isAsked = true;
        return isGone(volume, context.plan.observed.volume?.metadata.uid)
          ? { done: true }
          : { done: false, blockers: volume.flatMap((object) => finalizerBlockers(object)) };
      },
    });
    return undefined;
  },
};

/**
 * The volume controller writes a moment later that it is Released; a deletion before that would meet that change, and the volume would not
 * go before it either.
 */
function isBoundToOldClaim({ spec, status }: PersistentVolume, { observed: { claim } }: Plan): boolean {
  return status?.phase === 'Bound' && claim !== undefined && spec.claimRef?.uid === claim.metadata.uid;
}

/** @param seen as the wait has just read it; where it has changed since, it is read and judged anew */
async function askForDeletion(context: StepContext, seen: PersistentVolume): Promise<void> {
  let volume: PersistentVolume | undefined = seen;
  await retryOnConflict(async () => {
    const judged = volume ?? (await readVolume(context));
    volume = undefined;
    if (judged !== undefined) await deleteAsApproved(context, judged);
  });
}

async function deleteAsApproved({ cluster, plan }: StepContext, volume: PersistentVolume): Promise<void> {
  const approved = plan.observed.volume;
  if (approved === undefined) return;
  const name = volume.metadata.name;
  if (volume.metadata.uid !== approved.metadata.uid) throw conflict(`volume ${name} was replaced by somebody else`);
  if (isTerminating(volume)) return;
  if (!isSameVolumeSource(approved, volume)) throw conflict(`volume ${name} was changed after the plan was made`);
  if (isGivenAway(volume, plan)) throw conflict(`volume ${name} was given to another claim`);
  if (!isRetained(volume))
    throw conflict(`volume ${name} was set back to reclaimPolicy ${String(volume.spec.persistentVolumeReclaimPolicy)}`);
  await cluster.delete(volumeKey(plan), preconditionsOf(volume));
}

/** Its claim has gone; whoever reserves it for another one since then wants to keep it. */
function isGivenAway({ metadata, spec }: PersistentVolume, { observed: { claim, volume } }: Plan): boolean {
  // Its own uid is what `retain` reserves it with.
  const known = [undefined, claim?.metadata.uid, volume?.spec.claimRef?.uid, metadata.uid];
  return !known.includes(spec.claimRef?.uid);
}
