import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { connect } from '../../../../src/cluster/index.js';
import type { ConnectionFlags } from '../../../../src/model/request.js';
import { toArguments } from '../../../../src/cluster/connection-flags.js';
import type { Env } from '../../../../src/cluster/environment.js';
import { Failure } from '../../../../src/model/errors.js';
import { POD } from '../../../../src/model/references.js';
import { answerAsApi } from './api-discovery.js';
import { instantClock } from './instant-clock.js';
import { kubectlPath } from './kubectl-path.js';
import type { RecordedRequest, TestServer } from './test-server.js';

/** What a server sees of one `get pod probe`; an error's message where nothing arrived. */
export type Sight = Readonly<Record<string, unknown>> | { readonly refused: string };

/** How the real kubectl asks with these flags and this environment. */
export async function sightOfKubectl(
  server: TestServer,
  flags: ConnectionFlags,
  env: Env,
  home: string,
): Promise<Sight> {
  const before = prepare(server);
  const args = [...toArguments(flags), 'get', 'pod', 'probe', '-o', 'name'];
  const child = spawn(kubectlPath(), args, { env: fullEnv(env, home), stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  return sight(server, before) ?? { refused: stderr.trim() };
}

/** How the adapter asks. */
export async function sightOfAdapter(
  server: TestServer,
  flags: ConnectionFlags,
  env: Env,
  home: string,
): Promise<Sight> {
  const before = prepare(server);
  try {
    const cluster = await connect(flags, {
      env: fullEnv(env, home),
      onWarning: () => undefined,
      interactive: false,
      clock: instantClock(),
    });
    await cluster.get({ resource: POD, namespace: cluster.identity.namespace, name: 'probe' });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { refused: error.message };
  }
  return sight(server, before) ?? { refused: 'nothing was sent' };
}

export function fullEnv(env: Env, home: string): Env {
  const path = process.env['PATH'];
  return { PATH: path, HOME: home, KUBECTL_PATH: kubectlPath(), KUBECACHEDIR: join(home, 'cache'), ...env };
}

function prepare(server: TestServer): number {
  server.willAnswer(answerAsApi);
  return server.requests.length;
}

function sight(server: TestServer, from: number): Sight | undefined {
  const request = server.requests.slice(from).find(({ url }) => url.includes('/pods/probe'));
  return request && describe(request);
}

function describe({ url, headers, clientName }: RecordedRequest): Sight {
  const told = Object.entries(headers).filter(([name]) => name === 'authorization' || name.startsWith('impersonate-'));
  return { url, clientName, ...Object.fromEntries(told) };
}
