import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './model/clock.js';

/** How often a process that runs looks at its clock, in milliseconds. */
const TICK_MS = 500;

/** One that is merely kept waiting, by its own work or by others', is not late by so much. In milliseconds. */
const LATE_MS = 1_000;

export function systemClock(): Clock {
  const awake = awakeTime(() => Math.round(performance.now()));
  setInterval(awake, TICK_MS).unref();
  return {
    now: () => Date.now(),
    awake,
    async sleep(ms, signal) {
      // A Node timer holds at most 2^31-1 ms; longer ones would fire at once.
      await sleep(Math.min(ms, 0x7fffffff), undefined, signal === undefined ? {} : { signal });
    },
  };
}

/**
 * Tells how long the process has run, in milliseconds since some moment. It has to be asked every TICK_MS: where nobody did, the machine
 * slept or the process was stopped, in whatever it was doing then. A monotonic clock alone does not tell: it goes on while a process is
 * stopped, and on some systems while the machine sleeps.
 */
export function awakeTime(monotonic: () => number): () => number {
  let askedAt = monotonic();
  let sleptMs = 0;
  return () => {
    const now = monotonic();
    const lateMs = now - askedAt - TICK_MS;
    if (lateMs > LATE_MS) sleptMs += lateMs;
    askedAt = now;
    return now - sleptMs;
  };
}
