import type { Clock } from '../../../../src/model/clock.js';

/** Time that stands still. */
export const STANDING_CLOCK: Pick<Clock, 'now'> = {
  now: () => Date.UTC(2026, 0, 5, 9),
};
