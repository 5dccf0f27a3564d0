import type { KubernetesObject } from '../model/objects.js';
import type { FieldChange } from '../model/plan.js';
import { describeKey, type ObjectKey } from '../model/references.js';
import type { Step, StepContext } from '../model/step.js';
import { claimChanges, volumeChanges } from '../plan/changes.js';
import { mergePatchOf } from '../plan/merge-patch.js';
import { isSameUnlessBound } from '../plan/same-content.js';
import {
  claimKey,
  conflict,
  pairOf,
  preconditionsOf,
  readClaim,
  readVolume,
  retryOnConflict,
  volumeKey,
} from './objects-now.js';

/** The short way: what the API lets change is changed in place, and both objects keep their uids (FIELD.md 2.7). */
export const patch: Step = {
  id: 'patch',
  async run(context) {
    const { observed, target } = context.plan;
    await changeInPlace(context, volumeKey(context.plan), observed.volume, readVolume, (volume) =>
      volumeChanges(volume, target.volume, target.admitted),
    );
    await changeInPlace(context, claimKey(context.plan), observed.claim, readClaim, (claim) =>
      claimChanges(claim, target.claim, target.admitted),
    );
    return undefined;
  },
};

async function changeInPlace<T extends KubernetesObject>(
  context: StepContext,
  key: ObjectKey,
  approved: T | undefined,
  read: (context: StepContext) => Promise<T | undefined>,
  changesOf: (object: T) => readonly FieldChange[],
): Promise<void> {
  await retryOnConflict(async () => {
    const now = await read(context);
    if (now === undefined || approved === undefined || now.metadata.uid !== approved.metadata.uid) {
      throw conflict(`${describeKey(key)} was deleted or replaced by somebody else`);
    }
    const changes = changesOf(now);
    if (changes.length === 0) return;
    if (!isSameUnlessBound(approved, now, pairOf(context.plan)))
      throw conflict(`${describeKey(key)} was changed after the plan was made`);
    await context.cluster.patch(key, mergePatchOf(changes), preconditionsOf(now));
  });
}
