import * as v from 'valibot';
import { ApiError } from '../../model/errors.js';
import type { Setback } from './setback.js';
import { oneSentence } from './one-sentence.js';
import { parseRetryAfter } from './retry-after.js';

export const StatusSchema = v.looseObject({
  kind: v.literal('Status'),
  reason: v.optional(v.string(), ''),
  message: v.optional(v.string(), ''),
  code: v.optional(v.number(), 0),
  details: v.optional(
    v.looseObject({
      retryAfterSeconds: v.optional(v.number()),
      causes: v.optional(v.array(v.looseObject({ reason: v.optional(v.string()) }))),
    }),
  ),
});

export type Status = v.InferOutput<typeof StatusSchema>;

export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** Makes sense of an HTTP answer that is not a success. */
export function statusSetback(refusal: Refusal, server: string): Setback {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), StatusSchema), refusal.text);
  const status = parsed.success ? parsed.output : undefined;
  const error = status === undefined ? foreignError(refusal, server) : statusError(status, refusal.status, server);
  // A budget's answer is final for now: whoever evicts has to decide how long to try.
  const byBudget = status?.details?.causes?.some(({ reason }) => reason === 'DisruptionBudget') === true;
  const isOverload = refusal.status === 429 && !byBudget;
  const isBroken = [500, 502, 503, 504].includes(refusal.status);
  return {
    error,
    isPassing: isOverload || isBroken,
    mayHaveHappened: isBroken,
    retryAfterMs: parseRetryAfter(refusal.retryAfter) ?? seconds(status?.details?.retryAfterSeconds),
  };
}

/** A Status of the API server, in its own words. */
export function statusError(status: Status, httpStatus: number, server?: string): ApiError {
  const reason = status.reason === '' ? (REASONS[httpStatus] ?? 'Unknown') : status.reason;
  const message = status.message === '' ? `the server answered ${httpStatus} ${reason}` : status.message;
  const isEnding = status.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true;
  const hint = isEnding ? NAMESPACE_HINT : HINTS[reason];
  // "Unauthorized" is all that the server says, and not enough where several clusters are at hand.
  const whose = reason === 'Unauthorized' && server !== undefined ? `the server at ${server} says: ` : '';
  return new ApiError(reason, httpStatus, `${whose}${message}`, hint === undefined ? {} : { hint });
}

const UNAUTHORIZED_HINT = 'the credentials were not accepted: log in anew, and see what `kubectl auth whoami` says';

/** Forbidden too, but no right would help (k8s.io/apiserver, pkg/admission/plugin/namespace/lifecycle). */
const NAMESPACE_HINT = 'somebody deleted the namespace: go on once it is gone and made anew';

const HINTS: Readonly<Record<string, string>> = {
  Unauthorized: UNAUTHORIZED_HINT,
  Forbidden: 'ask for the rights that are missing; README has all that are needed as a ClusterRole',
};

/** The API server's own plain answer for a path that no API of it serves. */
const NO_SUCH_PATH = '404 page not found';

/**
 * An answer that is no Status comes from something in between, or from no API server at all. It is never taken as NotFound: "gone" must not
 * be believed of a proxy.
 */
function foreignError({ status, text }: Refusal, server: string): ApiError {
  if (status === 404 && text.trim() === NO_SUCH_PATH) {
    return new ApiError('NotFound', 404, 'the server does not serve this kind of object');
  }
  const reason = status >= 400 && status !== 404 ? (REASONS[status] ?? 'UnexpectedAnswer') : 'UnexpectedAnswer';
  const words = oneSentence(text);
  const hint =
    reason === 'Unauthorized'
      ? UNAUTHORIZED_HINT
      : 'is this the address of an API server, and is there a proxy on the way?';
  return new ApiError(reason, status, `the server at ${server} answered ${status}${words === '' ? '' : `: ${words}`}`, {
    hint,
  });
}

/** k8s.io/apimachinery, pkg/api/errors */
const REASONS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  502: 'ServiceUnavailable',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

function seconds(value: number | undefined): number | undefined {
  return value === undefined || value === 0 ? undefined : value * 1000;
}
