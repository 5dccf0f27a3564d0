/**
 * Why a command did not end well, each with its exit code. `internal` is a defect of ours; everything else is an answer
 * to the user. The codes are a contract (README, Exit codes).
 */
export const EXIT_CODES = {
  internal: 1,
  usage: 2,
  refused: 3,
  conflict: 4,
  api: 5,
  unverified: 6,
  'timed-out': 7,
  declined: 8,
  interrupted: 130,
} as const;

export type FailureCode = keyof typeof EXIT_CODES;

export interface FailureOptions {
  /** What to do about it: a command, a flag, a place to look. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The base of every error that is meant for the user: one clear sentence with the wrong value, and the way out as a hint. */
export class Failure extends Error {
  readonly hint: string | undefined;

  constructor(
    readonly code: FailureCode,
    message: string,
    options: FailureOptions = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Failure';
    this.hint = options.hint;
  }
}

/** What the API server answered: its reason (`NotFound`, `Conflict`, `Forbidden`, …) and its own words. */
export class ApiError extends Failure {
  constructor(
    readonly reason: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    options: FailureOptions = {},
  ) {
    super('api', message, options);
    this.name = 'ApiError';
  }
}

export function isApiError(error: unknown, reason: string): error is ApiError {
  return error instanceof ApiError && error.reason === reason;
}

/** The words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
