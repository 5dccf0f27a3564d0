import type { Clock } from '../../../src/model/clock.js';
import { type Timer, TimerQueue } from './timer-queue.js';

const START = Date.UTC(2026, 0, 5, 9);
const DAY = 24 * 60 * 60 * 1000;

/** Time that passes only when nobody has anything left to do at the present instant. */
export class VirtualClock implements Clock {
  readonly #timers = new TimerQueue();
  #now: number;
  #order = 0;
  #outside = 0;
  #isAwake = false;

  constructor(startMs = START) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  awake(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        cancel();
        reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)));
      };
      const cancel = this.schedule(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Runs something so many milliseconds from now; the result takes it back. */
  schedule(ms: number, run: () => void): () => void {
    return this.scheduleQuietly(ms, () => {
      this.wake();
      run();
    });
  }

  /**
   * As `schedule`, for what settles no promise, unless it calls `wake`: the next timer then runs right after it, which
   * saves a turn of the event loop. Most of what a model does is of that kind.
   */
  scheduleQuietly(ms: number, run: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, run, cancelled: false };
    this.#timers.push(timer);
    return () => {
      timer.cancelled = true;
    };
  }

  /** Says that somebody may go on now: no timer runs before all promises have settled. */
  wake(): void {
    this.#isAwake = true;
  }

  /** Keeps the clock from jumping while work of the real world, such as a file being written, is under way. */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work;
    } finally {
      this.#outside -= 1;
    }
  }

  get isHeld(): boolean {
    return this.#outside > 0;
  }

  /** Jumps from timer to timer until somebody may go on, or the end has come; false when there is no timer left. */
  advance(end: number): boolean {
    this.#isAwake = false;
    for (let timer = this.#timers.pop(); timer !== undefined; timer = this.#timers.pop()) {
      this.#now = timer.at;
      timer.run();
      if (this.#hasToPause(end)) return true;
    }
    return false;
  }

  #hasToPause(end: number): boolean {
    return this.#isAwake || this.#now > end;
  }
}

export interface VirtualTimeOptions {
  /** How much virtual time may pass before it counts as a hang; a day. */
  readonly limitMs?: number;
}

/**
 * Runs `main` to its end, jumping from timer to timer whenever everything has settled.
 * @throws Error when nothing is pending and main has not settled, or when the limit is passed.
 */
export async function runInVirtualTime<T>(
  clock: VirtualClock,
  main: () => Promise<T>,
  { limitMs = DAY }: VirtualTimeOptions = {},
): Promise<T> {
  const started = clock.now();
  const run = { settled: false };
  const outcome = main().finally(() => {
    run.settled = true;
  });
  // Whoever gives up on main below leaves it alone: what it still throws is no unhandled rejection.
  outcome.catch(() => undefined);
  for (;;) {
    await settle(clock);
    if (run.settled) return outcome;
    if (clock.now() - started > limitMs) {
      throw new Error(`not finished after ${limitMs / 1000} s of virtual time`);
    }
    if (!clock.advance(started + limitMs)) {
      throw new Error(`deadlock after ${clock.now() - started} ms of virtual time: no timer is set and main waits`);
    }
  }
}

/** An immediate runs only when all promises that can settle have settled. */
async function settle(clock: VirtualClock): Promise<void> {
  do {
    await new Promise((resolve) => setImmediate(resolve));
  } while (clock.isHeld);
}
