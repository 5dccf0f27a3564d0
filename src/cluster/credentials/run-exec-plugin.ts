import { spawn } from 'node:child_process';
import * as v from 'valibot';
import { ApiError, Failure } from '../../model/errors.js';
import type { Env } from '../environment.js';
import type { Connection } from '../kubeconfig/connection.js';
import type { ExecEntry } from '../kubeconfig/entries.js';
import type { Credential } from './credential-source.js';
import { execInfo } from './exec-info.js';

export interface TimedCredential extends Credential {
  /** Milliseconds since the epoch; undefined: until the server refuses it. */
  readonly expiresAt: number | undefined;
}

const text = v.optional(v.string(), '');

const ExecCredentialSchema = v.object({
  apiVersion: v.string(),
  kind: v.literal('ExecCredential'),
  status: v.object({
    token: text,
    clientCertificateData: text,
    clientKeyData: text,
    expirationTimestamp: v.optional(v.string()),
  }),
});

/**
 * Runs a credential plugin once, as kubectl does: its questions and complaints go to the terminal, its answer is read from its stdout
 * (client-go, plugin/pkg/client/auth/exec/exec.go).
 * @throws Failure usage, when it is not installed or needs a terminal; ApiError Unauthorized, when it fails.
 */
export async function runExecPlugin(
  exec: ExecEntry,
  connection: Connection,
  environment: { readonly env: Env; readonly interactive: boolean },
): Promise<TimedCredential> {
  const interactive = isInteractive(exec, environment.interactive);
  const own = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
  const info = { KUBERNETES_EXEC_INFO: execInfo(exec, connection, interactive) };
  const stdout = await run(exec, { ...environment.env, ...own, ...info }, interactive);
  return parseCredential(stdout, exec);
}

function isInteractive(exec: ExecEntry, terminal: boolean): boolean {
  if (exec.interactiveMode === 'Always' && !terminal) {
    throw new Failure('usage', `the credential plugin "${exec.command}" needs a terminal, and standard input is none`, {
      hint: 'run this in a terminal, or use other credentials',
    });
  }
  return terminal && exec.interactiveMode !== 'Never';
}

async function run(exec: ExecEntry, env: Env, interactive: boolean): Promise<string> {
  const stdin = interactive ? 'inherit' : 'ignore';
  const child = spawn(exec.command, exec.args ?? [], { env: { ...env }, stdio: [stdin, 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      reject(notRunnable(exec, cause));
    });
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(failed(exec, `failed with exit code ${code ?? -1}`));
    });
  });
}

function notRunnable(exec: ExecEntry, cause: Error): Failure {
  const missing = 'code' in cause && cause.code === 'ENOENT';
  const hint = plain(exec.installHint ?? '') || `install "${exec.command}" and put it on PATH`;
  const problem = missing ? 'was not found' : 'cannot be run';
  return new Failure('usage', `the credential plugin "${exec.command}" ${problem}`, { hint, cause });
}

/** A hint comes from a file that others may have written: no escape sequences from it. */
function plain(words: string): string {
  return words.trim().replace(/[^\P{C}\n\t]/gu, '');
}

function parseCredential(stdout: string, exec: ExecEntry): TimedCredential {
  const { output, success } = v.safeParse(v.pipe(v.string(), v.parseJson(), ExecCredentialSchema), stdout);
  if (!success) throw failed(exec, 'did not print an ExecCredential');
  const { apiVersion, status } = output;
  if (apiVersion !== exec.apiVersion) {
    throw failed(exec, `was asked for ${exec.apiVersion ?? ''} and returned ${apiVersion}`);
  }
  const { token, clientCertificateData: clientCertificate, clientKeyData: clientKey } = status;
  if ((clientCertificate === '') !== (clientKey === '')) {
    throw failed(exec, 'returned a certificate or a key, but not both');
  }
  if (token === '' && clientKey === '') throw failed(exec, 'returned neither a token nor a certificate');
  const expiresAt = status.expirationTimestamp === undefined ? NaN : Date.parse(status.expirationTimestamp);
  return {
    ...(token === '' ? {} : { token }),
    ...(clientKey === '' ? {} : { clientCertificate, clientKey }),
    expiresAt: Number.isNaN(expiresAt) ? undefined : expiresAt,
  };
}

function failed(exec: ExecEntry, problem: string): ApiError {
  return new ApiError('Unauthorized', 0, `the credential plugin "${exec.command}" ${problem}`, {
    hint: 'kubectl needs it too: see what `kubectl auth whoami` says',
  });
}
