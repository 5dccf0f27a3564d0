/** An attempt's own time limit has passed. */
export class DeadlinePassed extends Error {
  constructor(readonly ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** The time limit no longer counts; the outer signal does. */
  stopClock(): void;
  /** Nothing is listened to any more. */
  release(): void;
}

/** A signal that aborts with DeadlinePassed after so many milliseconds (0: never), or with the outer one. */
export function startDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const follow = () => {
    controller.abort(outer?.reason);
  };
  const expire = () => {
    controller.abort(new DeadlinePassed(ms));
  };
  const timer = ms === 0 ? undefined : setTimeout(expire, ms);
  if (outer?.aborted === true) follow();
  outer?.addEventListener('abort', follow, { once: true });
  const stopClock = () => {
    clearTimeout(timer);
  };
  return {
    signal: controller.signal,
    stopClock,
    release: () => {
      stopClock();
      outer?.removeEventListener('abort', follow);
    },
  };
}
