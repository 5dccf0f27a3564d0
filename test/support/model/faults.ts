import type { LoggedRequest } from './port-request.js';

/**
 * Where a test breaks the line. Both are asked for every request; the error they give is what the caller gets. After a
 * `Crash` the connection is dead: whatever else is asked or under way on it fails the same way, as if the process had died.
 */
export interface Faults {
  /** The request is not carried out; or not before the promise resolves, should somebody else want to come first. */
  readonly before?: (request: LoggedRequest) => Error | undefined | Promise<undefined>;
  /** It is carried out, and its reply lost. */
  readonly after?: (request: LoggedRequest) => Error | undefined;
  /** The watch ends some time after it began, and all attempts to take it up again are refused. Asked once for every watch. */
  readonly cut?: () => Cut | undefined;
}

export interface Cut {
  readonly afterMs: number;
  readonly error: Error;
}

/** The end of the process, as far as the cluster can tell. */
export class Crash extends Error {
  override readonly name = 'Crash';
}
