import { stat } from 'node:fs/promises';
import { Failure } from '../../model/errors.js';
import type { Env } from '../environment.js';
import { runKubectl } from '../kubectl.js';

/**
 * The kubeconfig as kubectl merges it from --kubeconfig, KUBECONFIG or the home folder, in JSON. Neither --minify nor --flatten is asked
 * for: --minify knows only --context, so that it refuses what --cluster, --user or --server make usable, and --flatten leaves tokenFile and
 * exec commands relative to a file it no longer names.
 * @throws Failure usage, when a file is missing that was named by flag, or does not parse.
 */
export async function showKubeconfig(file: string | undefined, env: Env): Promise<string> {
  if (file !== undefined) await expectFile(file);
  const flag = file === undefined ? [] : [`--kubeconfig=${file}`];
  const { code, stdout, stderr } = await runKubectl(['config', 'view', '--raw', '-o', 'json', ...flag], env);
  if (code !== 0) throw unreadable(stderr);
  return stdout;
}

/** `kubectl config view` shows an empty configuration where every other command of kubectl refuses. */
async function expectFile(file: string): Promise<void> {
  try {
    await stat(file);
  } catch (cause) {
    const hint = 'give --kubeconfig the path of a file that exists';
    throw new Failure('usage', `the kubeconfig "${file}" cannot be read`, { hint, cause });
  }
}

function unreadable(stderr: string): Failure {
  // A parser may quote what it stumbled over in backquotes, and that may be a part of a secret.
  const words = stderr
    .trim()
    .replace(/^error: /, '')
    .replace(/`[^`]*`/g, '…')
    .split('\n', 1);
  return new Failure('usage', `kubectl cannot read the kubeconfig: ${words.join('')}`, { hint: 'kubectl config view' });
}
