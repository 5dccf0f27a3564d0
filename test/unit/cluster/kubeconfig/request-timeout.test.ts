import assert from 'node:assert/strict';
import { parseRequestTimeout } from '../../../../src/cluster/kubeconfig/request-timeout.js';

describe('--request-timeout', () => {
  it('is seconds or a Go duration, 30 s when left out, without end when 0', () => {
    for (const [typed, ms] of [
      [undefined, 30_000],
      ['', 30_000],
      ['0', 0],
      ['7', 7_000],
      ['1m30s', 90_000],
      ['1.5s', 1_500],
      ['250ms', 250],
      ['1h', 3_600_000],
    ] as const) {
      assert.equal(parseRequestTimeout(typed), ms, typed);
    }
    for (const typed of ['-1', '1 s', 's', '1d', 'x'])
      assert.throws(() => parseRequestTimeout(typed), { code: 'usage' });
  });
});
