import type { Clock } from '../model/clock.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** What the connection is given from outside. */
export interface ConnectEnvironment {
  readonly env: Env;
  /** Called with each warning of the server (`Warning: 299`), once per text. */
  readonly onWarning: (text: string) => void;
  /** Called with a line for each attempt at a request, once its answer begins. */
  readonly onRequest?: ((line: string) => void) | undefined;
  /** Whether a credential plugin may ask its user: standard input is a terminal and nobody else reads from it. */
  readonly interactive: boolean;
  readonly clock: Clock;
  /** From 0 to 1, for the jitter of back-offs. */
  readonly random?: () => number;
  /** Frees what is not needed any more, where the runtime can be told to. */
  readonly freeMemory?: () => void;
}
