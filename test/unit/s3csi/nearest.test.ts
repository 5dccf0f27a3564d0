import assert from 'node:assert/strict';
import { KNOWN_ATTRIBUTES } from '../../../src/s3csi/attributes.js';
import { nearest } from '../../../src/s3csi/nearest.js';

const KEYS = KNOWN_ATTRIBUTES.map(({ key }) => key);

describe('the nearest attribute', () => {
  const slips: readonly (readonly [string, string | undefined])[] = [
    ['authentificationSource', 'authenticationSource'],
    ['AuthenticationSource', 'authenticationSource'],
    ['authSource', undefined],
    ['bucket', 'bucketName'],
    ['Bucketname', 'bucketName'],
    ['bucket-name', 'bucketName'],
    ['buketNmae', 'bucketName'],
    ['region', 'stsRegion'],
    ['chache', 'cache'],
    ['cacheEmptyDirLimit', 'cacheEmptyDirSizeLimit'],
    ['mountpointContainerResourcesLimitCpu', 'mountpointContainerResourcesLimitsCpu'],
    ['mountpointContainerResourcesRequestCpu', 'mountpointContainerResourcesRequestsCpu'],
    ['mountpointenv.NO_PROXY', 'mountpointEnv.NO_PROXY'],
    ['prefix', undefined],
    ['bucketRegion', undefined],
    ['endpointUrl', undefined],
    ['x', undefined],
    ['', undefined],
  ];

  for (const [typed, meant] of slips) {
    it(`of "${typed}" is ${meant ?? 'none'}`, () => {
      assert.equal(nearest(typed, KEYS), meant);
    });
  }

  it('of every attribute is itself, even when a letter is lost, doubled or changed anywhere', () => {
    for (const key of KEYS) {
      assert.equal(nearest(key, KEYS), key);
      for (let at = 0; at < key.length; at += 1) {
        const [head, letter, tail] = [key.slice(0, at), key.charAt(at), key.slice(at + 1)];
        for (const slip of [head + tail, head + letter + letter + tail, `${head}?${tail}`]) {
          assert.equal(nearest(slip, KEYS), key, slip);
        }
      }
    }
  });

  it('is no word that differs in more than two letters of five, nor in more than four altogether', () => {
    assert.equal(nearest('abxxx', ['abcde']), undefined);
    assert.equal(nearest('abcxx', ['abcde']), 'abcde');
    assert.equal(nearest('abxx', ['abcd']), undefined);
    assert.equal(nearest('xxxabc', ['abc']), undefined);
    assert.equal(nearest('abcdxxxx', ['abcdefgh']), undefined);
    assert.equal(nearest('abcdefghijklmnopxxxx', ['abcdefghijklmnopqrst']), 'abcdefghijklmnopqrst');
    assert.equal(nearest('abcdefghijklmnoxxxxx', ['abcdefghijklmnopqrst']), undefined);
  });

  it('is the closer of two, wherever it stands in the list', () => {
    assert.equal(nearest('pod', ['nod', 'pod']), 'pod');
    assert.equal(nearest('abcdef', ['abcxyf', 'abcdex']), 'abcdex');
  });
});
