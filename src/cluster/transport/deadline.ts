import { DeadlinePassed } from './network-setback.js';

export interface Deadline {
  readonly signal: AbortSignal;
  /** The time limit is over; the outer signal still counts. */
  stopClock(): void;
  /** Nothing is listened to any more. */
  release(): void;
}

/** A signal that aborts after so many milliseconds (0: never), or with the outer one. */
export function startDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const abort = () => {
    controller.abort(outer?.reason);
  };
  const expire = () => {
    controller.abort(new DeadlinePassed(ms));
  };
  const timer = ms === 0 ? undefined : setTimeout(expire, ms);
  if (outer?.aborted === true) abort();
  outer?.addEventListener('abort', abort, { once: true });
  const stopClock = () => {
    clearTimeout(timer);
  };
  return {
    signal: controller.signal,
    stopClock,
    release: () => {
      stopClock();
      outer?.removeEventListener('abort', abort);
    },
  };
}
