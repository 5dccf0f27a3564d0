import type { Clock } from '../../../../src/model/clock.js';

/** Time that stands still. */
export const STANDING_CLOCK: Clock = {
  now: () => Date.UTC(2026, 0, 5, 9),
  sleep: () => Promise.reject(new Error('nothing here sleeps')),
};
