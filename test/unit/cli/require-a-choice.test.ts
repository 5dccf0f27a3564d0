import assert from 'node:assert/strict';
import { requireAChoice } from '../../../src/cli/recreate-request.js';
import { failureOf } from '../plan/support/failures.js';

describe('a request without a claim', () => {
  it('is wrong where nobody can be asked, and says what to write', () => {
    for (const [yes, canAsk] of [
      [false, false],
      [true, true],
    ] as const) {
      const failure = failureOf(() => {
        requireAChoice({ yes }, { canAsk });
      });
      assert.deepEqual([failure.code, failure.message], ['usage', 'no claim was named']);
      assert.match(failure.hint ?? '', /PVC/);
    }
    requireAChoice({ yes: false }, { canAsk: true });
  });
});
