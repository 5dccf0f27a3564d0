import assert from 'node:assert/strict';

import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { freeingPatch } from '../../../src/steps/free-volume.js';
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
});
