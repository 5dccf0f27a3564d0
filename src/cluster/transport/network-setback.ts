import { ApiError } from '../../model/errors.js';
import { certificateProblem } from './certificate-problem.js';
import { DeadlinePassed } from './deadline.js';
import type { Setback } from './setback.js';

/** Makes sense of an error that came instead of an answer; undefined for one that is not the network's, but a defect of ours. */
export function networkSetback(error: unknown, server: string): Setback | undefined {
  const { code, message, syscall } = describe(error);
  const who = `the server at ${server}`;
  if (error instanceof DeadlinePassed) {
    return unclear('RequestTimeout', `${who} did not answer within ${error.ms / 1000} s`, TIMEOUT_HINT);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return unclear('RequestTimeout', `${who} did not answer in time`, TIMEOUT_HINT);
  }
  const certificate = certificateProblem(code, message);
  if (certificate !== undefined) return final('CertificateInvalid', `${who} ${certificate.problem}`, certificate.hint);
  if (code === 'ENOTFOUND') return final('Unreachable', `${who} did not answer: its host name is not known`, HINT);
  const unreached = UNREACHED[code];
  // A connection that stood ends with ETIMEDOUT too, when the other side's kernel no longer answers.
  if (unreached !== undefined && (code !== 'ETIMEDOUT' || syscall === 'connect')) {
    return notSent('Unreachable', `${who} did not answer: ${unreached}`, HINT);
  }
  if (RESET.has(code)) {
    const isEarly = message.includes('before secure TLS connection was established');
    const words = `${who} closed the connection before it answered`;
    return isEarly ? notSent('Unreachable', words, HINT) : unclear('Unreachable', words, HINT);
  }
  if (message.startsWith('Proxy response')) {
    const status = /\((\d+)\)/.exec(message)?.[1] ?? 'an error';
    return final('UnexpectedAnswer', `the proxy on the way to ${server} answered ${status}`, PROXY_HINT);
  }
  if (SPEAKS_OTHERWISE.test(code)) return final('UnexpectedAnswer', `${who} does not speak HTTPS`, ADDRESS_HINT);
  // A token with a line break in it, for one: it makes no header.
  if (code === 'UND_ERR_INVALID_ARG') return final('BadRequest', `${who} cannot be asked: ${message}`, USER_HINT);
  return code === '' ? undefined : unclear('Unreachable', `${who} did not answer: ${message}`, HINT);
}

const HINT = 'see whether the server is up and can be reached from here: kubectl cluster-info';
const TIMEOUT_HINT = 'see whether the server is well, or give --request-timeout';
const PROXY_HINT = 'see HTTPS_PROXY, NO_PROXY and, in the kubeconfig, proxy-url';
const USER_HINT = 'see the user in the kubeconfig: kubectl config view';
const ADDRESS_HINT = 'see whether its address and port are right';

/** These happen while connecting. */
const UNREACHED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  EAI_AGAIN: 'its host name cannot be looked up now',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no route to its network',
  EHOSTDOWN: 'its host is down',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  // The credentials were renewed just now, and their connections with them.
  UND_ERR_CLOSED: 'the connection is being replaced',
};

const RESET = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_DESTROYED']);

const SPEAKS_OTHERWISE = /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO|HPE_.*)$/;

interface Description {
  readonly code: string;
  readonly message: string;
  readonly syscall: string | undefined;
}

/** The code may be on a cause, or on one of several tries (Node tries IPv6 and IPv4). */
function describe(error: unknown): Description {
  if (!(error instanceof Error)) return { code: '', message: String(error), syscall: undefined };
  const syscall = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : undefined;
  if ('code' in error && typeof error.code === 'string') return { code: error.code, message: error.message, syscall };
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? describe(inner) : { code: '', message: error.message, syscall };
}

function notSent(reason: string, message: string, hint: string): Setback {
  return { error: new ApiError(reason, 0, message, { hint }), isPassing: true, mayHaveHappened: false };
}

function unclear(reason: string, message: string, hint: string): Setback {
  return { error: new ApiError(reason, 0, message, { hint }), isPassing: true, mayHaveHappened: true };
}

function final(reason: string, message: string, hint: string): Setback {
  return { error: new ApiError(reason, 0, message, { hint }), isPassing: false, mayHaveHappened: false };
}
