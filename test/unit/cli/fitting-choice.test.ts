import assert from 'node:assert/strict';
import { fittingChoice } from '../../../src/cli/fitting-choice.js';

const CHOICE = { value: 's3-pvc', name: 's3-pvc  volume s3-pv  bucket my-bucket  3 Pods' };

describe('a choice on a narrow terminal', () => {
  it('keeps to one line, and is told whole below', () => {
    const { name, hint, short, value } = fittingChoice(CHOICE, 30, '…');
    assert.deepEqual([name, name.length <= 26], ['s3-pvc  volume s3-pv  buc…', true]);
    assert.equal(hint, 's3-pvc, volume s3-pv, bucket my-bucket, 3 Pods');
    assert.deepEqual([short, value], [CHOICE.name, 's3-pvc']);
  });

  it('keeps its own words below', () => {
    const { hint, short } = fittingChoice({ ...CHOICE, short: 's3-pvc', hint: 'the old one' }, 30, '...');
    assert.deepEqual([hint, short], ['s3-pvc, volume s3-pv, bucket my-bucket, 3 Pods: the old one', 's3-pvc']);
  });

  it('is left as it is where there is room, or none at all, or nobody knows', () => {
    for (const columns of [80, 50, 10, 0]) assert.deepEqual(fittingChoice(CHOICE, columns, '…'), CHOICE);
  });
});
