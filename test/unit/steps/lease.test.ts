import assert from 'node:assert/strict';
import { keyFor } from '../../../src/steps/lease.js';

describe('the name of a lock', () => {
  const nameFor = (volumeName: string): string => keyFor({ namespace: 'app', volumeName }).name;

  it('is that of the volume', () => {
    assert.equal(nameFor('s3-pv'), 's3csi-recreate-s3-pv');
  });

  it('is one that the server takes, also for a volume whose name is as long as a name may be', () => {
    for (const end of ['a', '-a', '.a', '-.a']) {
      const volumeName = `${'x'.repeat(238 - end.length + 1)}${end}${'y'.repeat(14)}`;
      assert.equal(volumeName.length, 253);
      assert.match(nameFor(volumeName), /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/);
    }
  });
});
