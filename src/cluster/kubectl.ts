import { spawn } from 'node:child_process';
import { Failure } from '../model/errors.js';
import type { Env } from './environment.js';

export interface KubectlResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs kubectl to its end: the one that called this plugin (from 1.37 on it says so in KUBECTL_PATH), else the one on PATH.
 *
 * @param signal ends it
 * @throws Failure usage, when there is none or when it was ended
 */
export async function runKubectl(args: readonly string[], env: Env, signal?: AbortSignal): Promise<KubectlResult> {
  const command = env['KUBECTL_PATH'] === undefined || env['KUBECTL_PATH'] === '' ? 'kubectl' : env['KUBECTL_PATH'];
  // Preferences of the user (kuberc) may change the defaults of any command; these calls need kubectl's own.
  const child = spawn(command, args, { env: { ...env, KUBERC: 'off' }, stdio: ['ignore', 'pipe', 'pipe'], signal });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      reject(notRunnable(command, cause));
    });
    child.on('close', (code) => {
      resolve({ code: code ?? -1, stdout, stderr });
    });
  });
}

function notRunnable(command: string, cause: Error): Failure {
  const missing = 'code' in cause && cause.code === 'ENOENT';
  return new Failure('usage', `kubectl cannot be run: "${command}" ${missing ? 'was not found' : cause.message}`, {
    hint: 'install kubectl and put it on PATH, or set KUBECTL_PATH to its path',
    cause,
  });
}
