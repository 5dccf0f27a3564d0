import { Failure, isApiError } from '../model/errors.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Plan } from '../model/plan.js';
import { CLAIM, VOLUME, type ObjectKey } from '../model/references.js';
import type { StepContext } from '../model/step.js';
import type { Pair } from '../plan/same-content.js';

/** How often a change is tried anew when the object's resourceVersion moved under it (a status update does that). */
const CONFLICT_TRIES = 5;

export function claimKey({ observed }: Plan): ObjectKey {
  return { resource: CLAIM, namespace: observed.namespace, name: observed.claimName };
}

export function volumeKey({ target }: Plan): ObjectKey {
  return { resource: VOLUME, name: target.volume.metadata.name };
}

export function pairOf({ observed, target }: Plan): Pair {
  return {
    namespace: observed.namespace,
    claimName: observed.claimName,
    volumeName: target.volume.metadata.name,
  };
}

export async function readClaim({ cluster, plan }: StepContext): Promise<PersistentVolumeClaim | undefined> {
  return (await cluster.get(claimKey(plan))) as PersistentVolumeClaim | undefined;
}

export async function readVolume({ cluster, plan }: StepContext): Promise<PersistentVolume | undefined> {
  return (await cluster.get(volumeKey(plan))) as PersistentVolume | undefined;
}

/** uid and resourceVersion as just read, for the delete or patch that follows (DESIGN, What always holds, 2). */
export function preconditionsOf({ metadata }: KubernetesObject): { uid: string; resourceVersion?: string } {
  const { uid, resourceVersion } = metadata;
  if (uid === undefined) throw new Error(`${metadata.name} has no uid, so it was not read from a cluster`);
  return { uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
}

/** Reads and changes until no other writer came between; `attempt` reads anew and judges anew each time. */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isApiError(error, 'Conflict') || tries >= CONFLICT_TRIES) throw error;
    }
  }
}

/** Somebody else changed what this run was approved for. Nothing of theirs is touched. */
export function conflict(message: string): Failure {
  return new Failure('conflict', message, {
    hint: 'look at what stands now, then run the command again: it makes a new plan',
  });
}

/** Whether a watch's state shows that the object is gone: none, or one with another uid (FIELD.md 2.11). */
export function isGone(objects: readonly KubernetesObject[], uid: string | undefined): boolean {
  return objects.every((object) => object.metadata.uid !== uid);
}

/** Removes a volume only where nothing behind it can be deleted with it (DESIGN, What always holds, 3). */
export function isRetained(volume: PersistentVolume): boolean {
  return volume.spec.persistentVolumeReclaimPolicy === 'Retain';
}

/** Runs a delete with a uid precondition; a Conflict says that this uid is gone, which is what was wanted. */
export async function goneIsFine(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isApiError(error, 'Conflict')) throw error;
  }
}
