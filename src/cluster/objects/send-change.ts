import { ApiError } from '../../model/errors.js';
import type { Answer, ApiCall } from '../transport/api-call.js';
import { backOffMs, retriesAfter } from '../transport/back-off.js';
import { LostReply } from '../transport/lost-reply.js';
import type { Transport } from '../transport/transport.js';

/**
 * Sends a change until it is known what became of it. After each lost reply it looks, and what was not made is sent again: a
 * change that carries its preconditions, or a name that only one object can have, cannot be made twice.
 *
 * @param look what stands for the change having been made; undefined where it was not. It may throw what stands against it.
 * @param call the change; `read` of the transport is for what is only tried
 * @throws ApiError, the server's refusal; LostReply, when none of the tries was answered
 */
export async function sendChange<Result>(
  transport: Transport,
  call: ApiCall,
  read: (answer: Answer) => Result,
  look: (cause: ApiError) => Promise<Result | undefined>,
): Promise<Result> {
  for (let retry = 0; ; retry++) {
    try {
      return read(await transport.write(call));
    } catch (error) {
      // An earlier one may only have been late: then a later one is refused because of it.
      const isUnclear = error instanceof LostReply || (error instanceof ApiError && retry > 0);
      const found = isUnclear ? await look(error) : undefined;
      if (found !== undefined) return found;
      if (!(error instanceof LostReply) || retry >= retriesAfter(error)) throw error;
      await transport.clock.sleep(backOffMs(retry, transport.random), call.signal);
    }
  }
}
