import type { Clock } from '../../../../src/model/clock.js';

export interface InstantClock extends Clock {
  /** Each pause that was asked for, in milliseconds. */
  readonly pauses: readonly number[];
}

/** A clock on which every pause is over at once and only moves the hands. */
export function instantClock(start = Date.parse('2030-01-01T00:00:00Z')): InstantClock {
  const pauses: number[] = [];
  let now = start;
  return {
    pauses,
    now: () => now,
    awake: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      pauses.push(ms);
      now += ms;
      // Others get their turn, as they would in a real pause.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}
