import type { ApiError } from '../../model/errors.js';

/** Why one attempt at a request did not succeed, and what may be done about it. */
export interface Setback {
  readonly error: ApiError;
  /** Another attempt may go better. */
  readonly isPassing: boolean;
  /** The request may have been carried out all the same; only looking tells. */
  readonly mayHaveHappened: boolean;
  /** What the server asked for. */
  readonly retryAfterMs?: number | undefined;
}

export type Attempt<Answer> = { readonly answer: Answer } | { readonly setback: Setback };
