/** Time as it is handed in: the real one, or virtual time in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A process that is merely kept waiting is not late by so much. In milliseconds. */
const LATE_MS = 1_000;

/**
 * For how many milliseconds the machine slept, or the process was stopped, in a pause that was to be shorter: time in which nothing could
 * be heard of. 0 where it was not.
 */
export function sleptMs(clock: Clock, pausedAt: number, pauseMs: number): number {
  const lateMs = clock.now() - pausedAt - pauseMs;
  return lateMs > LATE_MS ? lateMs : 0;
}
