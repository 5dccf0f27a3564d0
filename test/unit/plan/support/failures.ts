import assert from 'node:assert/strict';
import { Failure, type FailureCode } from '../../../../src/model/errors.js';

/** The failure that the act ends with; anything else that is thrown, and nothing thrown, fails the test. */
export function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    return requireFailure(error);
  }
  assert.fail('nothing was thrown');
}

/** The same for what takes its time. */
export async function failureOfAsync(act: () => Promise<unknown>): Promise<Failure> {
  try {
    await act();
  } catch (error) {
    return requireFailure(error);
  }
  assert.fail('nothing was thrown');
}

export function assertFails(act: () => unknown, code: FailureCode, message: RegExp): Failure {
  const failure = failureOf(act);
  assert.equal(failure.code, code, failure.message);
  assert.match(failure.message, message);
  return failure;
}

function requireFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw new assert.AssertionError({
    message: `not told to the user but thrown as a defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  });
}
