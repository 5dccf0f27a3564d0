import { Failure } from '../model/errors.js';

/** Why a run stops before its end: what its signal tells, such as a lock that somebody took, or else that the user asked for it. */
export function stopReason(signal: AbortSignal, words: string): Failure {
  return signal.reason instanceof Failure ? signal.reason : new Failure('interrupted', words);
}
