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

/** What each code says, in one line; help, the man page and README have it from here. */
export const EXIT_MEANINGS: Readonly<Record<FailureCode, string>> = {
  internal: 'a defect of this program',
  usage: 'what was typed is wrong: flags, files, values, kubeconfig; or no terminal and no --yes',
  refused:
    'what stands in the cluster forbids it: not an S3 volume, a bare Pod, a Job at work, objects that Argo CD or Flux owns, a quota, an admission policy',
  conflict: 'conflict: somebody changed something since the plan was shown',
  api: 'the API server said no or did not answer',
  unverified: 'the verification failed',
  'timed-out': 'a wait took too long; the run can be resumed',
  declined: 'declined at the question',
  interrupted: 'interrupted; a run that was begun can be resumed',
};

/** What 0 says. */
export const DONE_MEANING = 'done and verified, or nothing to do';

export interface FailureOptions {
  /** What to do about it: a command, a flag, a place to look. */
  readonly hint?: string;
  readonly cause?: unknown;
  readonly wayOut?: WayOut;
  /** Objects that would help, as YAML for whoever may apply them. */
  readonly manifest?: string;
}

/** The run that a failure leaves, or has met, and what leads out of it. */
export interface WayOut {
  readonly run: string;
  readonly folder: string;
  /** `met`: an earlier run that is unfinished, not the one that failed. */
  readonly state: 'unchanged' | 'stopped' | 'rolled back' | 'met';
  /** How claim and volume are now, as one line. */
  readonly stands?: string;
  /** The exact commands that go on and back, where there is a way. */
  readonly resume?: string;
  readonly rollback?: string;
}

/** The base of every error that is meant for the user: one clear sentence with the wrong value, and the way out as a hint. */
export class Failure extends Error {
  readonly hint: string | undefined;
  readonly wayOut: WayOut | undefined;
  readonly manifest: string | undefined;

  constructor(
    readonly code: FailureCode,
    message: string,
    options: FailureOptions = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Failure';
    this.hint = options.hint;
    this.wayOut = options.wayOut;
    this.manifest = options.manifest;
  }
}

/** Another run is at work on the volume: it is waited for, or its lock taken. */
export class LockHeld extends Failure {
  constructor(message: string, hint: string) {
    super('conflict', message, { hint });
    this.name = 'LockHeld';
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

/** Whether the same question to the API may be answered in a while. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { reason, status } = error;
  return reason === 'Unreachable' || reason === 'RequestTimeout' || [429, 500, 502, 503, 504].includes(status);
}

/** The words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
