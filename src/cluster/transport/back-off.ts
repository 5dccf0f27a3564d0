import type { ApiError } from '../../model/errors.js';

/** Together about 6 s of waiting. */
const RETRIES = 5;
/** Each of these has taken a whole time limit. */
const RETRIES_AFTER_TIMEOUT = 1;

/** How often what was stopped by this is tried again, where that is safe. */
export function retriesAfter({ reason }: ApiError): number {
  return reason === 'RequestTimeout' ? RETRIES_AFTER_TIMEOUT : RETRIES;
}

/** Milliseconds; doubled each time. */
const FIRST = 200;
const LONGEST = 5_000;
/** A server that wants more is tried sooner; the caller has limits of its own. */
const LONGEST_ASKED_FOR = 30_000;

/** How long to wait before trying again for the n-th time, counted from 0. Jitter keeps many clients from coming back at once. */
export function backOffMs(retry: number, random: () => number, retryAfterMs?: number): number {
  const own = Math.min(LONGEST, FIRST * 2 ** Math.min(retry, 16)) * (0.5 + random() / 2);
  return Math.max(own, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_FOR));
}
