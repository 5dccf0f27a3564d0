/** Time as it is handed in: the real one, or virtual time in tests. */
export interface Clock {
  /** Whole milliseconds since the epoch. */
  now(): number;
  /**
   * Whole milliseconds since some moment, without those in which the machine slept or the process was stopped: nothing could be heard
   * of then, so a limit on waiting does not count them.
   */
  awake(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
