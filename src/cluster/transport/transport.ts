import type { Clock } from '../../model/clock.js';
import type { Answer, ApiCall } from './api-call.js';
import { backOffMs, retriesAfter } from './back-off.js';
import { freedMemory } from './freed-memory.js';
import { LostReply } from './lost-reply.js';
import type { Sender } from './sender.js';
import type { Attempt } from './setback.js';

/** How calls are repeated, and the clock that does it. */
export interface Pace {
  readonly clock: Clock;
  readonly random: () => number;
}

/** Calls to the API, repeated a few times where that is safe. All throw ApiError. */
export interface Transport extends Pace {
  /** A call that changes nothing, whatever its method. */
  read(call: ApiCall): Promise<Answer>;
  /** A change. @throws LostReply, when it may have been made all the same. */
  write(call: ApiCall): Promise<Answer>;
  /** An answer without end, chunk by chunk. Reading it throws too, when the connection ends or nothing has come for so long. */
  open(call: ApiCall, silenceMs: number): Promise<AsyncIterable<Uint8Array>>;
  /** Told of every page of a list, most of which is not kept. */
  hasRead(bytes: number): void;
}

export function createTransport(sender: Sender, pace: Pace, freeMemory: () => void = () => undefined): Transport {
  const repeat = async <Result>(
    call: ApiCall,
    tryOnce: () => Promise<Attempt<Result>>,
    changes = false,
  ): Promise<Result> => {
    for (let retry = 0; ; retry++) {
      const attempt = await tryOnce();
      if ('answer' in attempt) return attempt.answer;
      const { setback } = attempt;
      if (changes && setback.mayHaveHappened) throw new LostReply(setback.error);
      if (!setback.isPassing || retry >= retriesAfter(setback.error)) throw setback.error;
      await pace.clock.sleep(backOffMs(retry, pace.random, setback.retryAfterMs), call.signal);
    }
  };
  return {
    ...pace,
    hasRead: freedMemory(freeMemory),
    read: (call) => repeat(call, () => sender.send(call)),
    write: (call) => repeat(call, () => sender.send(call), true),
    open: (call, silenceMs) => repeat(call, () => sender.open(call, silenceMs)),
  };
}
