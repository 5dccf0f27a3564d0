import assert from 'node:assert/strict';
import { attributeProblems } from '../../../src/s3csi/attribute-rules.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

/** The levels of the problems of a volume, given how it stood before. */
function levels(before: S3VolumeParts, after: S3VolumeParts): readonly string[] {
  const options = { allowUnknown: false, before: s3Volume(before) };
  return attributeProblems(s3Volume(after), options).map(({ level }) => level);
}

describe('the level of a problem', () => {
  /** Each of them one thing wrong, for every rule. */
  const wrongs: readonly S3VolumeParts[] = [
    { attributes: { somethingOld: 'x' } },
    { attributes: { 'mountpointEnv.FOO': 'x' } },
    { attributes: { stsRegion: 7 } },
    { attributes: { bucketName: '' } },
    { attributes: { authenticationSource: 'pods' } },
    { attributes: { mountpointContainerResourcesLimitsCpu: 'much' } },
    { attributes: { mountpointPodServiceAccountName: 'A' } },
    { attributes: { cache: 'emptyDir' }, mountOptions: ['cache /c'] },
    { attributes: { cache: 'ephemeral', cacheEphemeralStorageClassName: 'gp3' } },
    { attributes: { cache: 'emptyDir', cacheEmptyDirSizeLimit: '1Gi' }, mountOptions: ['max-cache-size 2000'] },
    { mountOptions: ['-o ro'] },
    { accessModes: ['ReadWriteOnce'] },
  ];

  for (const wrong of wrongs) {
    it(`is a warning for what stood before, an error for what is new: ${JSON.stringify(wrong)}`, () => {
      assert.deepEqual(levels({}, wrong), ['error']);
      assert.deepEqual(levels(wrong, wrong), ['warning']);
      assert.deepEqual(levels(wrong, {}), []);
    });
  }

  it('stays a warning when something else is edited', () => {
    const old = { somethingOld: 'x', cacheSize: '1Gi' };
    assert.deepEqual(levels({ attributes: old }, { attributes: { ...old, cache: 'emptyDir' } }), [
      'warning',
      'warning',
    ]);
  });

  it('is an error again once the value is touched, be it another wrong one', () => {
    assert.deepEqual(levels({ attributes: { old: 'x' } }, { attributes: { old: 'y' } }), ['error']);
    assert.deepEqual(levels({ attributes: { cache: 'a' } }, { attributes: { cache: 'b' } }), ['error']);
    assert.deepEqual(levels({ mountOptions: ['-o ro'] }, { mountOptions: ['-o rw'] }), ['error']);
    assert.deepEqual(levels({ attributes: { bucketName: '' } }, { attributes: { bucketName: undefined } }), ['error']);
  });

  it('is told for each problem by itself', () => {
    const after = { attributes: { old: 'x', fresh: 'y' } };
    assert.deepEqual(levels({ attributes: { old: 'x' } }, after), ['warning', 'error']);
  });

  it('is an error for an old value that a newly set cache makes the driver read', () => {
    const idle = { cacheEmptyDirSizeLimit: '1GB' };
    assert.deepEqual(levels({ attributes: idle }, { attributes: { ...idle, cache: 'emptyDir' } }), ['error']);
    assert.deepEqual(levels({ attributes: idle }, { attributes: idle, mountOptions: ['cache /c'] }), ['error']);
    assert.deepEqual(levels({ attributes: idle }, { attributes: idle, mountOptions: ['allow-other'] }), ['warning']);
  });

  it('stays a warning when the cache is the same one, set by the attribute instead of the mountOption', () => {
    const old = { cacheEmptyDirSizeLimit: '1GB' };
    const after = { attributes: { ...old, cache: 'emptyDir' } };
    assert.deepEqual(levels({ attributes: old, mountOptions: ['cache /c'] }, after), ['warning']);
  });
});
