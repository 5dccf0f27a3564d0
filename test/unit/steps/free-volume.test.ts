import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../../src/model/objects.js';
import type { StepContext, Wait } from '../../../src/model/step.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { freeingPatch, freeVolume } from '../../../src/steps/free-volume.js';
import { storedClaim, storedVolume } from '../plan/support/stored.js';

const TARGET = {
  claim: claimManifest(storedClaim()),
  volume: volumeManifest(storedVolume()),
  pods: [],
  replaces: {},
};

describe('a volume that stays', () => {
  const volume = storedVolume();
  const reserved = volume.spec.claimRef?.uid;

  it('is freed of a claim that is gone, or of another one than stands', () => {
    assert.ok(reserved);
    const freed = { spec: { claimRef: { uid: null, resourceVersion: null } } };
    assert.deepEqual(freeingPatch(volume, TARGET), freed);
    assert.deepEqual(freeingPatch(volume, TARGET, 'another'), freed);
  });

  it('keeps the claim that the binder has given it to meanwhile, which would be Lost without it', () => {
    assert.equal(freeingPatch(volume, TARGET, reserved), undefined);
    const wanted = { ...TARGET, volume: volumeManifest(storedVolume({ mountOptions: ['read-only'] })) };
    assert.deepEqual(freeingPatch(volume, wanted, reserved), { spec: { mountOptions: ['read-only'] } });
  });

  it('is waited for until what is seen of it is from after that', async () => {
    const before = { ...volume, status: { phase: 'Bound' } };
    const { claimRef } = volume.spec;
    const bound = { ...before, spec: { ...volume.spec, claimRef: { ...claimRef, uid: 'uid-of-the-new-claim' } } };
    const looks: boolean[] = [];
    const context = {
      plan: { observed: { namespace: 'app', claimName: 's3-pvc', volume }, target: TARGET },
      settings: { timeoutMs: 60_000 },
      cluster: {
        get: ({ resource }: { resource: { kind: string } }) =>
          Promise.resolve(resource.kind === volume.kind ? volume : undefined),
        patch: () => Promise.resolve(bound),
      },
      async wait<Name extends string>(wait: Wait<Name>) {
        for (const seen of [before, bound]) {
          const state = { volume: [seen] } as unknown as Record<Name, readonly KubernetesObject[]>;
          looks.push((await wait.look(state)).done);
        }
      },
    } as unknown as StepContext;

    await freeVolume.run(context);

    assert.deepEqual(looks, [false, true]);
  });
});
