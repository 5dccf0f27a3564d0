import { request, type Dispatcher } from 'undici';
import type { ApiCall } from './api-call.js';
import type { Authorization, Authorizer } from './authorizer.js';

export type Response = Dispatcher.ResponseData;

/** Names us in audit logs, and, up to the slash, as the manager of the fields we set (managedFields). */
const USER_AGENT = 'kubectl-s3csi-recreate/1';

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
  return request(`${server}${call.path}${queryString(call.query)}`, {
    method: call.method,
    headers: {
      accept: 'application/json',
      'user-agent': USER_AGENT,
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
}

function queryString(query: ApiCall['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.append(name, value);
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
