import { isApiError } from '../model/errors.js';
import type { PersistentVolume } from '../model/objects.js';
import { VOLUME } from '../model/references.js';
import type { Look, Step, StepContext } from '../model/step.js';
import { volumeChanges } from '../plan/changes.js';
import { isTerminating } from '../plan/pod-facts.js';
import { conflict, readVolume } from './objects-now.js';
import { lastingWatches } from './lasting-watches.js';

/**
 * Creates the new volume, reserved for the claim, and waits until the binder has seen it: a claim that is created before
 * that waits for the binder's next resync, 10 s and more (FIELD.md 2.14). It is Retain until everything is verified.
 */
export const createVolume: Step = {
  id: 'create-volume',
  async run(context) {
    const note = await createOrAdopt(context);
    await waitUntilAvailable(context);
    return note;
  },
};

/**
 * Waits until the volume can be bound, or is bound to the claim that waited for it.
 *
 * @param freed uid of the claim that it was bound to; what shows it bound to that is from before
 */
export async function waitUntilAvailable(context: StepContext, freed?: string): Promise<void> {
  const name = context.plan.target.volume.metadata.name;
  await context.wait({
    what: `volume ${name} to be Available`,
    limitMs: context.settings.timeoutMs,
    watch: { volume: lastingWatches.volume(context.plan) },
    look: ({ volume }) => lookAt(volume[0] as PersistentVolume | undefined, name, freed),
  });
}

function lookAt(volume: PersistentVolume | undefined, name: string, freed: string | undefined): Look {
  if (volume === undefined) return { done: false, blockers: [`volume ${name} is not there`] };
  const phase = volume.status?.phase ?? 'Pending';
  const isBoundAnew = phase === 'Bound' && (freed === undefined || volume.spec.claimRef?.uid !== freed);
  if (phase === 'Available' || isBoundAnew) return { done: true };
  return { done: false, blockers: [`volume ${name} is ${phase}`] };
}

async function createOrAdopt(context: StepContext): Promise<string | undefined> {
  const { cluster, plan } = context;
  const wanted = plan.target.volume;
  const retained = { ...wanted, spec: { ...wanted.spec, persistentVolumeReclaimPolicy: 'Retain' } };
  try {
    await cluster.create(retained, VOLUME);
    return undefined;
  } catch (error) {
    if (!isApiError(error, 'AlreadyExists')) throw error;
  }
  const present = await readVolume(context);
  if (present === undefined) throw conflict(`volume ${wanted.metadata.name} was there and is gone again`);
  const isOurs = !isTerminating(present) && volumeChanges(present, retained, plan.target.admitted).length === 0;
  if (!isOurs)
    throw conflict(`a volume ${wanted.metadata.name} that is not the planned one was created by somebody else`);
  return 'it was there already';
}
