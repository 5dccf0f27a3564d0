import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApiError, Failure } from '../../model/errors.js';
import type { Answer, ApiCall } from './api-call.js';
import { atMost } from './at-most.js';
import type { Authorizer } from './authorizer.js';
import { bytesOf } from './body-bytes.js';
import { startDeadline, type Deadline } from './deadline.js';
import { exchange, type Response } from './exchange.js';
import { requestTeller, type RequestListener } from './request-teller.js';
import { networkSetback } from './network-setback.js';
import { oneSentence } from './one-sentence.js';
import type { Attempt } from './setback.js';
import { statusSetback } from './status-setback.js';
import { warningSink } from './warnings.js';

export interface SenderOptions extends RequestListener {
  /** With its scheme, without a slash at the end. */
  readonly server: string;
  readonly authorizer: Authorizer;
  readonly onWarning: (text: string) => void;
  /** For a whole answer, of a stream for its head; 0: without end. */
  readonly requestTimeoutMs: number;
}

/**
 * Each call under way needs a connection, and a hundred handshakes take longer than a hundred calls on a few connections.
 * Watches, which keep theirs, are not counted.
 */
const AT_A_TIME = 16;

/** Makes single attempts at calls. What stops them for good (credentials that cannot be had, the caller's own signal) is thrown. */
export interface Sender {
  send(call: ApiCall): Promise<Attempt<Answer>>;
  /** The body as it comes. Reading it throws ApiError when the connection ends or nothing has come for so long. */
  open(call: ApiCall, silenceMs: number): Promise<Attempt<AsyncIterable<Uint8Array>>>;
}

export function createSender(options: SenderOptions): Sender {
  const tellWarnings = warningSink(options.onWarning);
  const inTurn = atMost(AT_A_TIME);
  const attempt = async <Result>(
    call: ApiCall,
    silenceMs: number,
    read: (response: Response, deadline: Deadline) => Promise<Result>,
  ): Promise<Attempt<Result>> => {
    const deadline = startDeadline(options.requestTimeoutMs, call.signal);
    const tell = requestTeller(call, options);
    try {
      const exchangeOptions = { signal: deadline.signal, silenceMs };
      const response = await exchange(options.server, options.authorizer, call, exchangeOptions);
      tell(String(response.statusCode));
      tellWarnings(response.headers['warning']);
      if (response.statusCode >= 200 && response.statusCode < 300) return { answer: await read(response, deadline) };
      const text = (await bytesOf(response)).toString();
      deadline.release();
      const retryAfter = [response.headers['retry-after']].flat()[0];
      return { setback: statusSetback({ status: response.statusCode, text, retryAfter }, options.shownServer) };
    } catch (error) {
      deadline.release();
      const ours = error instanceof Failure || call.signal?.aborted === true;
      const setback = ours ? undefined : networkSetback(error, options.shownServer);
      if (setback === undefined) throw error;
      tell(setback.error.message);
      return { setback };
    }
  };
  return {
    send: (call) =>
      inTurn(() => attempt(call, 0, (response, deadline) => readAnswer(response, deadline, call, options.shownServer))),
    open: (call, silenceMs) =>
      attempt(call, silenceMs, (response, deadline) => {
        deadline.stopClock();
        return Promise.resolve(untilEnd(response.body, deadline, call, options.shownServer));
      }),
  };
}

async function readAnswer(response: Response, deadline: Deadline, call: ApiCall, server: string): Promise<Answer> {
  const bytes = await bytesOf(response);
  // Only then undici counts its connection as free: what comes next would make one of its own, with a handshake that takes longer than
  // most requests.
  await nextTurn();
  deadline.release();
  const date = Date.parse([response.headers['date']].flat()[0] ?? '');
  return { body: parse(bytes, call, response.statusCode, server), serverTimeMs: Number.isNaN(date) ? undefined : date };
}

function parse(bytes: Buffer, { parse = parseJson }: ApiCall, status: number, server: string): unknown {
  try {
    return parse(bytes);
  } catch (cause) {
    const message = `the server at ${server} answered ${status}, but not in JSON: ${oneSentence(bytes.toString())}`;
    const hint = 'is this the address of an API server, and is there a proxy on the way?';
    throw new ApiError('UnexpectedAnswer', status, message, { hint, cause });
  }
}

function parseJson(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString());
}

async function* untilEnd(
  body: AsyncIterable<Uint8Array>,
  deadline: Deadline,
  { signal }: ApiCall,
  server: string,
): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw signal?.aborted === true ? error : (networkSetback(error, server)?.error ?? error);
  } finally {
    deadline.release();
  }
}
