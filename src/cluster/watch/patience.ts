import type { Clock } from '../../model/clock.js';
import { ApiError } from '../../model/errors.js';
import { backOffMs } from '../transport/back-off.js';
import type { Pace } from '../transport/transport.js';

/** A watch that lived this long was a working one, whatever it said. */
const WORKING_MS = 1_000;

/** Whoever slept so long may be without a network for a while. */
const LONG_SLEEP_MS = 10_000;

/** Waits between tries, longer each time, and gives up when nothing has worked for too long. */
export class Patience {
  #failures = 0;
  #failingSince: number | undefined;
  #openedAt: number | undefined;
  #sleptMs: number;

  constructor(
    readonly pace: Pace,
    readonly limitMs: number,
    readonly signal: AbortSignal,
  ) {
    this.#sleptMs = sleptMs(pace.clock);
  }

  opened(): void {
    this.#openedAt = this.pace.clock.now();
  }

  progressed(): void {
    this.#failures = 0;
    this.#failingSince = undefined;
  }

  /** A watch may end at any time, but one that ends at once again and again must not be asked for without a pause. */
  async ended(): Promise<void> {
    await this.pause(new ApiError('Unreachable', 0, 'the server ends every watch at once'));
  }

  /** @throws the error, when it has gone on for too long. An abort only ends the pause. */
  async pause(error: ApiError): Promise<void> {
    const now = this.pace.clock.now();
    if (this.#openedAt !== undefined && now - this.#openedAt >= WORKING_MS) this.progressed();
    this.#openedAt = undefined;
    if (this.#hasSlept()) this.#failingSince = undefined;
    this.#failingSince ??= now;
    if (now - this.#failingSince > this.limitMs) throw error;
    await this.pace.clock.sleep(backOffMs(this.#failures++, this.pace.random), this.signal).catch(() => undefined);
  }

  /** Since it was last asked, and for long. */
  #hasSlept(): boolean {
    const before = this.#sleptMs;
    this.#sleptMs = sleptMs(this.pace.clock);
    return this.#sleptMs - before > LONG_SLEEP_MS;
  }
}

/** Since some moment, in milliseconds. */
function sleptMs(clock: Clock): number {
  return clock.now() - clock.awake();
}
