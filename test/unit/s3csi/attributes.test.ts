import assert from 'node:assert/strict';
import { KNOWN_ATTRIBUTES } from '../../../src/s3csi/attributes.js';

describe('the table of attributes', () => {
  it('has every attribute of FIELD.md 3 with the version that brought it', () => {
    assert.deepEqual(Object.fromEntries(KNOWN_ATTRIBUTES.map(({ key, since }) => [key, since])), {
      bucketName: '1.0',
      authenticationSource: '1.9',
      stsRegion: '1.9',
      cache: '2.0',
      cacheEmptyDirSizeLimit: '2.0',
      cacheEmptyDirMedium: '2.0',
      cacheEphemeralStorageClassName: '2.0',
      cacheEphemeralStorageResourceRequest: '2.0',
      mountpointContainerResourcesRequestsCpu: '2.0',
      mountpointContainerResourcesRequestsMemory: '2.0',
      mountpointContainerResourcesLimitsCpu: '2.0',
      mountpointContainerResourcesLimitsMemory: '2.0',
      mountpointPodServiceAccountName: '2.0',
      'mountpointEnv.HTTPS_PROXY': '2.6',
      'mountpointEnv.NO_PROXY': '2.6',
    });
  });

  it('requires the bucket only', () => {
    assert.deepEqual(
      KNOWN_ATTRIBUTES.filter(({ required }) => required).map(({ key }) => key),
      ['bucketName'],
    );
  });

  it('tells each of them in one short line without a full stop', () => {
    for (const { key, meaning } of KNOWN_ATTRIBUTES) {
      assert.match(meaning, /^\S[^\n]{5,75}[^.\s]$/, key);
    }
  });
});
