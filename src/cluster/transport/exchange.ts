import { request, type Dispatcher } from 'undici';
import { FIELD_MANAGER } from '../../model/field-manager.js';
import type { ApiCall } from './api-call.js';
import type { Authorization, Authorizer } from './authorizer.js';
import { queryString } from './query-string.js';

export type Response = Dispatcher.ResponseData;

/** Names us in audit logs. */
const USER_AGENT = `${FIELD_MANAGER}/1`;

export interface ExchangeOptions {
  readonly signal: AbortSignal;
  /** How long the body may say nothing; 0: for ever. */
  readonly silenceMs: number;
}

/** Sends a call and returns when the answer's head is there. A 401 is asked once more with renewed credentials. */
export async function exchange(
  server: string,
  authorizer: Authorizer,
  call: ApiCall,
  options: ExchangeOptions,
): Promise<Response> {
  const authorization = await authorizer.authorize();
  const response = await send(server, authorization, call, options);
  if (response.statusCode !== 401 || !(await authorizer.renew(authorization))) return response;
  await response.body.dump();
  return send(server, await authorizer.authorize(), call, options);
}

async function send(
  server: string,
  authorization: Authorization,
  call: ApiCall,
  { signal, silenceMs }: ExchangeOptions,
): Promise<Response> {
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const answer = request(`${server}${call.path}${queryString(call.query)}`, {
    method: call.method,
    headers: {
      accept: 'application/json',
      'user-agent': USER_AGENT,
      // A stream is read as it comes.
      ...(silenceMs === 0 ? { 'accept-encoding': 'gzip' } : {}),
      ...(body === null ? {} : { 'content-type': call.contentType ?? 'application/json' }),
      ...authorization.headers,
    },
    body,
    dispatcher: authorization.dispatcher,
    signal,
    // The signal has the time limit for the head.
    headersTimeout: 0,
    bodyTimeout: silenceMs,
  });
  return unlessAborted(answer, signal);
}

/** undici heeds a request's signal only once it is connected: a server that takes connections and says nothing would hold it for 10 s. */
async function unlessAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Whichever lost the race is told to nobody.
    answer.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}
