import assert from 'node:assert/strict';
import { withSeparators } from '../../../src/plan/json-stream.js';
import { readManifests } from '../../../src/plan/read-manifests.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';

describe('JSON documents one after the other', () => {
  it('are several objects, however they are set apart, whatever stands in their texts', () => {
    const objects = [volume({ annotations: { odd: '}{ "\\\\" }\\n{' } }), claim(), claim({ name: 'other' })];
    for (const [between, indent] of [
      ['', 0],
      ['\n', 2],
      [' \n\n', 0],
    ] as const) {
      const text = objects.map((object) => JSON.stringify(object, null, indent)).join(between);
      assert.deepEqual(readManifests(withSeparators(text), 'x'), objects);
    }
  });

  it('are left alone where there is one, and so is what is no JSON', () => {
    for (const text of [
      '{"a": {"b": {}}}\n',
      '{a: "}{"}\n',
      "{a: 'it''s'} {b: c}",
      'a: {}\nb: {}\n',
      '{"a": 1}\n{"b"',
      '',
    ]) {
      assert.equal(withSeparators(text), text);
    }
  });
});
