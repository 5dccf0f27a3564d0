import assert from 'node:assert/strict';
import { awakeTime } from '../../src/system-clock.js';

/** How much of an hour has passed for a process that is asked for the time so many milliseconds after its start, and once at its end. */
function awakeMs(...asked: readonly number[]): number {
  let now = 7_000;
  const awake = awakeTime(() => now);
  const begun = awake();
  for (const at of [...asked, 3_600_000]) {
    now = 7_000 + at;
    awake();
  }
  return awake() - begun;
}

const everyHalfSecond = (end: number, from = 500): readonly number[] =>
  Array.from({ length: (end - from) / 500 + 1 }, (_, tick) => from + tick * 500);

describe('the time that a process was awake', () => {
  it('is all of it where it could ask for it all the time', () => {
    assert.equal(awakeMs(...everyHalfSecond(3_599_500)), 3_600_000);
  });

  it('is without what it slept, known by the gap, to half a second', () => {
    assert.equal(awakeMs(...everyHalfSecond(2_000)), 2_500);
    assert.equal(awakeMs(...everyHalfSecond(2_000), ...everyHalfSecond(3_599_500, 3_000_000)), 2_500 + 600_000);
  });

  it('is all of it for a process that was merely busy', () => {
    assert.equal(awakeMs(...everyHalfSecond(2_000), 3_400, ...everyHalfSecond(3_599_500, 4_500)), 3_600_000);
  });

  it('is told right by whoever asks first after the sleep', () => {
    let now = 0;
    const awake = awakeTime(() => now);
    now = 3_600_000;
    assert.equal(awake(), 500);
  });
});
