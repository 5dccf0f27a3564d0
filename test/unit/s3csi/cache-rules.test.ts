import assert from 'node:assert/strict';
import { attributeProblems } from '../../../src/s3csi/attribute-rules.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

function messagesOf(parts: S3VolumeParts): readonly string[] {
  return attributeProblems(s3Volume(parts), { allowUnknown: false }).map(({ message }) => message);
}

describe('cache rules: set in two places', () => {
  const attributes = { cache: 'emptyDir' };

  it('refuses the attribute together with the mountOption, in every form the driver reads', () => {
    for (const option of [
      'cache /tmp/c',
      'cache=/tmp/c',
      '--cache /tmp/c',
      '--cache=/tmp/c',
      ' cache  /tmp/c ',
      'cache',
    ]) {
      assert.deepEqual(
        messagesOf({ attributes, mountOptions: ['allow-other', option] }),
        [`cache is set twice: by the attribute (cache "emptyDir") and by the mountOption "${option}"`],
        option,
      );
    }
  });

  it('says how to get out of it', () => {
    const volume = s3Volume({ attributes, mountOptions: ['cache /tmp'] });
    const [problem] = attributeProblems(volume, { allowUnknown: false });
    assert.equal(problem?.key, 'cache');
    assert.match(problem.hint, /--remove-mount-option "cache \/tmp"/);
  });

  it('takes either of them alone, and options that only begin alike', () => {
    assert.deepEqual(messagesOf({ mountOptions: ['cache /tmp'] }), []);
    assert.deepEqual(messagesOf({ attributes: { cache: '' }, mountOptions: ['cache /tmp'] }), []);
    assert.deepEqual(messagesOf({ attributes, mountOptions: ['cache-xz bucket', 'prefix cache'] }), []);
  });
});

describe('cache rules: an ephemeral cache', () => {
  const needed = ['cacheEphemeralStorageClassName', 'cacheEphemeralStorageResourceRequest'] as const;
  const complete = { cache: 'ephemeral', [needed[0]]: 'gp3', [needed[1]]: '1Gi' };

  it('needs both a StorageClass and a size', () => {
    for (const key of needed) {
      const missing = `cache is "ephemeral" but ${key}, which it needs, is`;
      assert.deepEqual(messagesOf({ attributes: { ...complete, [key]: undefined } }), [`${missing} not set`]);
      assert.deepEqual(messagesOf({ attributes: { ...complete, [key]: '' } }), [`${missing} empty`]);
    }
    assert.equal(messagesOf({ attributes: { cache: 'ephemeral' } }).length, 2);
  });

  it('is the only one that needs them, and other caches may have them left over', () => {
    assert.deepEqual(messagesOf({ attributes: { cache: 'emptyDir' } }), []);
    assert.deepEqual(messagesOf({ attributes: { ...complete, cache: 'emptyDir' } }), []);
  });
});

describe('cache rules: max-cache-size against cacheEmptyDirSizeLimit', () => {
  const verdicts: readonly (readonly [limit: string, option: string, accepted: boolean])[] = [
    ['1Gi', 'max-cache-size 1024', true],
    ['1Gi', 'max-cache-size 1025', false],
    ['1Gi', 'max-cache-size=1025', false],
    ['1Gi', '--max-cache-size 1025', false],
    ['1Gi', '--max-cache-size=1024', true],
    ['1Gi', 'max-cache-size  1024', true],
    ['1Gi', 'max-cache-size  1025', false],
    // 953.67 MiB: the driver counts whole MiB.
    ['1G', 'max-cache-size 953', true],
    ['1G', 'max-cache-size 954', false],
    ['1048576', 'max-cache-size 1', true],
    ['1048575', 'max-cache-size 1', false],
    // The driver rounds the fraction of a byte up before it counts.
    ['1048575.5', 'max-cache-size 1', true],
    ['0', 'max-cache-size 0', true],
    ['1Gi', 'max-threads 4096', true],
  ];

  for (const [limit, option, accepted] of verdicts) {
    it(`${accepted ? 'accepts' : 'refuses'} "${option}" with a limit of ${limit}`, () => {
      const attributes = { cache: 'emptyDir', cacheEmptyDirSizeLimit: limit };
      assert.equal(messagesOf({ attributes, mountOptions: [option] }).length, accepted ? 0 : 1);
    });
  }

  it('puts the fault in the mountOptions', () => {
    for (const option of ['max-cache-size 2048', 'max-cache-size much']) {
      const attributes = { cache: 'emptyDir', cacheEmptyDirSizeLimit: '1Gi' };
      const problems = attributeProblems(s3Volume({ attributes, mountOptions: [option] }), { allowUnknown: false });
      assert.deepEqual(
        problems.map(({ key }) => key),
        ['mountOptions'],
      );
    }
  });

  it('names both values, and the limit in MiB', () => {
    const attributes = { cache: 'emptyDir', cacheEmptyDirSizeLimit: '1Gi' };
    assert.deepEqual(messagesOf({ attributes, mountOptions: ['max-cache-size 2048'] }), [
      'max-cache-size is 2048 MiB, more than cacheEmptyDirSizeLimit allows ("1Gi" is 1024 MiB)',
    ]);
  });

  it('refuses a size that the driver could not compare', () => {
    const attributes = { cache: 'emptyDir', cacheEmptyDirSizeLimit: '4Gi' };
    for (const option of ['max-cache-size 1Gi', 'max-cache-size', 'max-cache-size 1.5']) {
      assert.deepEqual(
        messagesOf({ attributes, mountOptions: [option] }),
        [`the mountOption "${option}" does not say a whole number of MiB`],
        option,
      );
    }
  });

  it('compares only where the driver does: with an emptyDir and a limit', () => {
    const mountOptions = ['max-cache-size 999999'];
    const ephemeral = {
      cache: 'ephemeral',
      cacheEphemeralStorageClassName: 'gp3',
      cacheEphemeralStorageResourceRequest: '1Gi',
    };
    assert.deepEqual(messagesOf({ attributes: { cache: 'emptyDir' }, mountOptions }), []);
    assert.deepEqual(messagesOf({ attributes: { ...ephemeral, cacheEmptyDirSizeLimit: '1Gi' }, mountOptions }), []);
  });

  it('leaves a limit that does not parse to the rule about quantities', () => {
    const attributes = { cache: 'emptyDir', cacheEmptyDirSizeLimit: '1 Gi' };
    for (const option of ['max-cache-size 1', 'max-cache-size 1Gi']) {
      assert.deepEqual(messagesOf({ attributes, mountOptions: [option] }), [
        'cacheEmptyDirSizeLimit is "1 Gi", which is not a Kubernetes quantity',
      ]);
    }
  });
});
