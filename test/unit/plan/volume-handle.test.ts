import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { lastApplied, withLastApplied } from '../../../src/plan/last-applied.js';
import { amendedTarget, withVolumeHandle } from '../../../src/plan/volume-handle.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';

const applied: KubernetesObject = { ...volume({}), metadata: { name: 's3-pv' } };

describe('volume handle', () => {
  it('is the only thing that changes', () => {
    const { spec, ...others } = withVolumeHandle(volume({}), 'second');
    assert.deepEqual({ ...others, spec: { ...spec, csi: { ...spec.csi, volumeHandle: 's3-pv-handle' } } }, volume({}));
    assert.equal(spec.csi?.volumeHandle, 'second');
  });

  it('is told to the next kubectl apply too', () => {
    const renamed = withVolumeHandle(withLastApplied(volume({}), applied), 'second');
    assert.equal((lastApplied(renamed)?.['spec'] as { csi: { volumeHandle: string } }).csi.volumeHandle, 'second');
  });

  it('counts in the last amendment of a run, unless another one is given now', () => {
    const target = { claim: claim({}), volume: volume({}), pods: [], replaces: {} };
    const entries = ['a', 'b'].map((volumeHandle) => ({ type: 'amended' as const, volumeHandle }));
    assert.equal(amendedTarget(target, entries).volume.spec.csi?.volumeHandle, 'b');
    assert.equal(amendedTarget(target, entries, 'c').volume.spec.csi?.volumeHandle, 'c');
    assert.equal(amendedTarget(target, []), target);
  });
});
