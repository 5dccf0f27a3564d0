import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import { CLAIM, VOLUME } from '../model/references.js';
import type { Look, Step } from '../model/step.js';

/** Waits until claim and volume name each other, by uid. */
export const bind: Step = {
  id: 'bind',
  async run(context) {
    const { observed, target } = context.plan;
    const { namespace, claimName } = observed;
    await context.wait({
      what: `claim ${namespace}/${claimName} to be Bound`,
      limitMs: context.settings.timeoutMs,
      watch: {
        claim: { resource: CLAIM, namespace, name: claimName },
        volume: { resource: VOLUME, name: target.volume.metadata.name },
      },
      look: (state) =>
        lookAt(state.claim[0] as PersistentVolumeClaim | undefined, state.volume[0] as PersistentVolume | undefined),
    });
    return undefined;
  },
};

function lookAt(claim: PersistentVolumeClaim | undefined, volume: PersistentVolume | undefined): Look {
  const problem = bindingProblem(claim, volume);
  return problem === undefined ? { done: true } : { done: false, blockers: [problem] };
}

/** What is missing for the claim to be bound to exactly this volume; undefined when nothing is. */
export function bindingProblem(
  claim: PersistentVolumeClaim | undefined,
  volume: PersistentVolume | undefined,
): string | undefined {
  if (claim === undefined) return 'the claim is not there';
  if (volume === undefined) return 'the volume is not there';
  if (claim.status?.phase !== 'Bound') return `the claim is ${claim.status?.phase ?? 'Pending'}`;
  if (claim.spec.volumeName !== volume.metadata.name) return `the claim is bound to ${String(claim.spec.volumeName)}`;
  if (volume.spec.claimRef?.uid !== claim.metadata.uid) return 'the volume is reserved for another claim of this name';
  return volume.status?.phase === 'Bound' ? undefined : `the volume is ${volume.status?.phase ?? 'Pending'}`;
}
