import assert from 'node:assert/strict';
import { sleptMs } from '../../../src/model/clock.js';

describe('a pause', () => {
  const slept = (tookMs: number): number => {
    const clock = { now: () => 10_000 + tookMs, sleep: () => Promise.resolve() };
    return sleptMs(clock, 10_000, 500);
  };

  it('in which the machine slept is told by how much longer it took', () => {
    assert.equal(slept(3_600_500), 3_600_000);
  });

  it('that came to its end late, as on a busy machine, or early was one', () => {
    assert.deepEqual([slept(1_400), slept(500), slept(20)], [0, 0, 0]);
  });
});
