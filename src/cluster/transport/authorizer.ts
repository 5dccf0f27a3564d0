import type { Dispatcher } from 'undici';
import type { Credential } from '../credentials/credential-source.js';

/** What a request is sent with: who asks, and over which connections. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly dispatcher: Dispatcher;
  readonly credential: Credential;
}

export interface Authorizer {
  /** The same connections for every request, as long as the client certificate stays the same. */
  authorize(): Promise<Authorization>;
  /** The server answered 401 to this. Resolves true when it is worth asking again with what `authorize` then gives. */
  renew(refused: Authorization): Promise<boolean>;
}
