import type { ApiCall } from './api-call.js';
import { queryString } from './query-string.js';

export interface RequestListener {
  /** As messages name it: without a password in it. */
  readonly shownServer: string;
  /** Hears a line for each attempt; undefined: nobody wants to know. */
  readonly onRequest?: ((line: string) => void) | undefined;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Tells of one attempt at a request as kubectl -v=6 does: what was asked, what came of it and how soon. No body, no header. */
export function requestTeller(
  { method, path, query }: ApiCall,
  { shownServer, onRequest, now = () => 0 }: RequestListener,
): (outcome: string) => void {
  if (onRequest === undefined) return () => undefined;
  const startedAt = now();
  return (outcome) => {
    onRequest(`${method} ${shownServer}${path}${queryString(query)} ${outcome} in ${now() - startedAt} ms`);
  };
}
