import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultProxy, Intercept, Passage, ProxiedRequest } from '../../cluster/fault-proxy.js';

/** Something that goes wrong between the executable and the API server. */
export interface Fault {
  readonly name: string;
  /** What a run that it stops has to say; no other fault's words. */
  readonly words: RegExp;
  /** It makes no sense of other requests. */
  readonly isOfWatches?: boolean;
  /** The caller's first credential is refused, and it has to come back with another. */
  readonly isOfCredentials?: boolean;
  readonly intercept: (isHit: (request: ProxiedRequest) => boolean, proxy: FaultProxy) => Intercept;
}

/** Longer than a request may take while faults are about: --request-timeout. */
export const REQUEST_TIMEOUT = '3s';
/** Soon enough that the repeated request still finds it so, and over before patience is. */
const REFUSED_MS = 1_500;
const SLOW_MS = 2_000;
const WATCH_MS = 200;

/** No run is stopped by it. */
const NEVER = /^(?!)/;
const CLOSED = /closed the connection before it answered/;
/** As a load balancer says it whose API servers are away. */
const BAD_GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

export const FAULTS: readonly Fault[] = [
  {
    name: '429, Retry-After',
    words: /too many requests/,
    intercept: each((forward) => {
      const body = status(429, 'TooManyRequests', 'the server has received too many requests');
      forward.answer(429, body, { 'retry-after': '1' });
    }),
  },
  answered(500, 'InternalError', 'etcdserver: leader changed'),
  {
    name: '502',
    words: /answered 502: 502 Bad Gateway/,
    intercept: each((forward) => {
      forward.answer(502, BAD_GATEWAY);
    }),
  },
  answered(503, 'ServiceUnavailable', 'the server is currently unable to handle the request'),
  answered(504, 'Timeout', 'request did not complete within the allotted timeout'),
  {
    name: 'connection refused',
    // Those that stood are cut.
    words: /connection refused|closed the connection before it answered/,
    intercept: each((_forward, proxy) => proxy.refuseFor(REFUSED_MS)),
  },
  {
    name: 'reset before',
    words: CLOSED,
    intercept: each((forward) => {
      forward.cut();
    }),
  },
  {
    name: 'reply lost',
    words: CLOSED,
    intercept: each(async (forward) => {
      await forward.carryOut();
      forward.cut();
    }),
  },
  {
    name: 'slow (2 s)',
    words: NEVER,
    intercept: each(async (forward) => {
      await sleep(SLOW_MS);
      await forward.letThrough();
    }),
  },
  { name: 'stalled', words: /did not answer within 3 s/, intercept: each(() => undefined) },
  {
    name: 'watch ended',
    words: NEVER,
    isOfWatches: true,
    intercept: each((forward) => forward.letWatchThroughFor(WATCH_MS)),
  },
  {
    name: 'watch 410',
    words: NEVER,
    isOfWatches: true,
    intercept: each((forward) => {
      const object = status(410, 'Expired', 'too old resource version');
      return forward.letWatchThroughFor(WATCH_MS, { type: 'ERROR', object });
    }),
  },
  { name: '401, new token', words: NEVER, isOfCredentials: true, intercept: expiresAtHit },
];

/** A fault that strikes each request that is hit, and leaves the others alone. */
function each(strike: (forward: Passage, proxy: FaultProxy) => void | Promise<void>): Fault['intercept'] {
  return (isHit, proxy) => (request, forward) => (isHit(request) ? strike(forward, proxy) : forward.letThrough());
}

function answered(code: number, reason: string, message: string): Fault {
  return {
    name: String(code),
    words: new RegExp(message),
    intercept: each((forward) => {
      forward.answer(code, status(code, reason, message));
    }),
  };
}

/** The credential of the first that is hit is worth nothing from then on, as one whose time is over. */
function expiresAtHit(isHit: (request: ProxiedRequest) => boolean): Intercept {
  let expired: string | undefined;
  return (request, forward) => {
    const { authorization } = request.headers;
    if (isHit(request)) expired ??= authorization;
    if (expired === undefined || authorization !== expired) return forward.letThrough();
    forward.answer(401, status(401, 'Unauthorized', 'Unauthorized'));
    return undefined;
  };
}

function status(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}
