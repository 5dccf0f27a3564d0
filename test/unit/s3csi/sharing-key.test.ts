import assert from 'node:assert/strict';
import { changedKeyFields, sharesMountWith } from '../../../src/s3csi/sharing-key.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

const BEFORE: S3VolumeParts = {
  attributes: { bucketName: 'old', stsRegion: 'eu-west-1', cache: 'emptyDir' },
  mountOptions: ['allow-other', 'region eu-west-1'],
};

describe('a new Pod can be given the old Mountpoint Pod', () => {
  const stillShared: readonly (readonly [string, S3VolumeParts])[] = [
    ['nothing changes', BEFORE],
    ['the bucket changes', { ...BEFORE, attributes: { ...BEFORE.attributes, bucketName: 'new' } }],
    ['the STS region goes', { ...BEFORE, attributes: { ...BEFORE.attributes, stsRegion: undefined } }],
    ['the cache changes', { ...BEFORE, attributes: { ...BEFORE.attributes, cache: 'ephemeral' } }],
    ['a proxy comes', { ...BEFORE, attributes: { ...BEFORE.attributes, 'mountpointEnv.NO_PROXY': '*' } }],
    ['a limit comes', { ...BEFORE, attributes: { ...BEFORE.attributes, mountpointContainerResourcesLimitsCpu: '1' } }],
    ['the access modes change', { ...BEFORE, accessModes: ['ReadOnlyMany'] }],
    ['the default is written out', { ...BEFORE, attributes: { ...BEFORE.attributes, authenticationSource: 'driver' } }],
    ['the default is an empty text', { ...BEFORE, attributes: { ...BEFORE.attributes, authenticationSource: '' } }],
    ['two mountOptions become one with a comma', { ...BEFORE, mountOptions: ['allow-other,region eu-west-1'] }],
  ];

  for (const [what, after] of stillShared) {
    it(`when ${what}`, () => {
      assert.equal(sharesMountWith(s3Volume(BEFORE), s3Volume(after)), true);
      assert.deepEqual(changedKeyFields(s3Volume(BEFORE), s3Volume(after)), []);
    });
  }

  it('when the volume has another uid', () => {
    const before = s3Volume(BEFORE);
    assert.equal(sharesMountWith(before, { ...before, metadata: { ...before.metadata, uid: 'new' } }), true);
  });

  it('when no mountOptions and an empty list of them are all that differs', () => {
    assert.equal(sharesMountWith(s3Volume(), s3Volume({ mountOptions: [] })), true);
  });
});

describe('no new Pod can be given the old Mountpoint Pod', () => {
  const apart: readonly (readonly [string, S3VolumeParts])[] = [
    ['name', { ...BEFORE, name: 'another' }],
    ['volumeHandle', { ...BEFORE, volumeHandle: 'another' }],
    ['mountOptions', { ...BEFORE, mountOptions: ['allow-other'] }],
    ['mountOptions', { ...BEFORE, mountOptions: ['region eu-west-1', 'allow-other'] }],
    ['mountOptions', { ...BEFORE, mountOptions: [] }],
    ['authenticationSource', { ...BEFORE, attributes: { ...BEFORE.attributes, authenticationSource: 'pod' } }],
  ];

  for (const [field, after] of apart) {
    it(`when ${field} changes, either way: ${JSON.stringify(after)}`, () => {
      assert.equal(sharesMountWith(s3Volume(BEFORE), s3Volume(after)), false);
      assert.equal(sharesMountWith(s3Volume(after), s3Volume(BEFORE)), false);
      assert.deepEqual(changedKeyFields(s3Volume(BEFORE), s3Volume(after)), [field]);
    });
  }

  it('and all the fields that change are named', () => {
    const after = s3Volume({ volumeHandle: 'h', attributes: { authenticationSource: 'pod' } });
    assert.deepEqual(changedKeyFields(s3Volume(BEFORE), after), [
      'volumeHandle',
      'mountOptions',
      'authenticationSource',
    ]);
  });
});
