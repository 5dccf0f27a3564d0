import type { ConnectionFlags } from '../model/request.js';
import { toArguments } from './connection-flags.js';
import type { Env } from './environment.js';
import { runKubectl } from './kubectl.js';

/** How long somebody who pressed TAB waits before it looks as if nothing happened. In milliseconds. */
const LIMIT_MS = 2000;

/**
 * What the API serves at a path, read by kubectl itself: as a whole process that takes half of the time that loading the client
 * takes, and credentials come as kubectl gets them.
 *
 * @throws Error where kubectl says no or has no answer soon
 */
export async function lookUp(path: string, flags: ConnectionFlags, env: Env): Promise<unknown> {
  return readJson(
    ['get', `--raw=${path}`, ...toArguments({ requestTimeout: `${LIMIT_MS}ms`, ...defined(flags) })],
    env,
  );
}

/** The kubeconfig without its secrets. @throws Error where kubectl cannot read it */
export async function lookAtKubeconfig({ kubeconfig }: ConnectionFlags, env: Env): Promise<unknown> {
  return readJson(['config', 'view', '-o', 'json', ...toArguments({ kubeconfig })], env);
}

async function readJson(args: readonly string[], env: Env): Promise<unknown> {
  const { code, stdout, stderr } = await runKubectl(args, env, AbortSignal.timeout(LIMIT_MS));
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function defined(flags: ConnectionFlags): ConnectionFlags {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}
