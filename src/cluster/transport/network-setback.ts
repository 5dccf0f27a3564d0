import { ApiError } from '../../model/errors.js';
import type { Setback } from './setback.js';
import { certificateProblem } from './certificate-problem.js';

/** The attempt's own time limit has passed. */
export class DeadlinePassed extends Error {
  constructor(readonly ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

/** Makes sense of an error that came instead of an answer. */
export function networkSetback(error: unknown, server: string): Setback {
  const { code, message } = describe(error);
  if (error instanceof DeadlinePassed || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code)) {
    const limit = error instanceof DeadlinePassed ? ` within ${error.ms / 1000} s` : ' in time';
    return passing(
      'RequestTimeout',
      `${server} did not answer${limit}`,
      true,
      'see whether the server is well, or give --request-timeout',
    );
  }
  const certificate = certificateProblem(code, message);
  if (certificate !== undefined)
    return lasting('CertificateInvalid', `${server} ${certificate.problem}`, certificate.hint);
  const unreached = UNREACHED[code];
  if (unreached !== undefined && !isEstablished(error)) {
    return passing('Unreachable', `${server} did not answer: ${unreached}`, false, HINT);
  }
  if (RESET.has(code)) {
    const early = message.includes('before secure TLS connection was established');
    return passing('Unreachable', `${server} closed the connection before it answered`, !early, HINT);
  }
  if (message.startsWith('Proxy response')) {
    const status = /\((\d+)\)/.exec(message)?.[1] ?? 'an error';
    return lasting(
      'Unreachable',
      `the proxy on the way to ${server} answered ${status}`,
      'see HTTPS_PROXY, NO_PROXY and proxy-url',
    );
  }
  if (SPEAKS_OTHERWISE.test(code)) {
    return lasting('UnexpectedAnswer', `${server} does not speak HTTPS`, 'see whether its address and port are right');
  }
  return { ...lasting('Unreachable', `${server} did not answer: ${message}`, HINT), mayHaveHappened: true };
}

const HINT = 'see whether the server is up and can be reached from here: kubectl cluster-info';

/** These happen while connecting: nothing has been sent. */
const UNREACHED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up now',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no route to its network',
  EHOSTDOWN: 'its host is down',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
};

const RESET = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_DESTROYED']);

const SPEAKS_OTHERWISE = /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO|HPE_.*)$/;

/** ETIMEDOUT also ends connections that stood, when the other side stopped answering the kernel. */
function isEstablished(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    error.syscall !== 'connect' &&
    'code' in error &&
    error.code === 'ETIMEDOUT'
  );
}

/** The code may be on a cause, or on one of several tries (Node tries IPv6 and IPv4). */
function describe(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  if ('code' in error && typeof error.code === 'string') return { code: error.code, message: error.message };
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? describe(inner) : { code: '', message: error.message };
}

function passing(reason: string, message: string, mayHaveHappened: boolean, hint: string): Setback {
  return { error: new ApiError(reason, 0, `the server at ${message}`, { hint }), isPassing: true, mayHaveHappened };
}

function lasting(reason: string, message: string, hint: string): Setback {
  const words = message.startsWith('the ') ? message : `the server at ${message}`;
  return { error: new ApiError(reason, 0, words, { hint }), isPassing: false, mayHaveHappened: false };
}
