import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiClient, type ApiClient } from './api-client.js';
import { ensureBinaries, type Binaries } from './build.js';
import * as components from './components.js';
import { controlPlane, type ControlPlane } from './control-plane.js';
import { createNodes, untilWorking } from './first-objects.js';
import { MemberEnded, ProcessGroup } from './process-group.js';
import { writeStages } from './stages.js';
import { sweepLeftovers } from './sweep.js';
import { waitUntil } from './wait-until.js';

export interface StartOptions {
  /** How long a Pod takes to stop, in milliseconds, unless its annotation says otherwise; 1000 when left out. */
  readonly stopMs?: number;
  /** How many nodes: node-1 and so on; 2 when left out. */
  readonly nodes?: number;
  /** Added to the flags, and win over them. */
  readonly apiServerFlags?: readonly string[];
  readonly controllerManagerFlags?: readonly string[];
  readonly schedulerFlags?: readonly string[];
  /** Built when left out. */
  readonly binaries?: Binaries;
}

/** Ports are picked and then used: another program can be faster. */
const ATTEMPTS = 3;

/**
 * Starts etcd, API server, controller-manager, scheduler and kwok, and returns when they work. Nothing of it
 * outlives this process.
 */
export async function startControlPlane(options: StartOptions = {}): Promise<ControlPlane> {
  const binaries = options.binaries ?? (await ensureBinaries());
  const records = join(binaries.cache, 'running');
  await sweepLeftovers(records);
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options, binaries, records);
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function startOnce(options: StartOptions, binaries: Binaries, records: string): Promise<ControlPlane> {
  const folder = await mkdtemp(join(tmpdir(), 's3csi-control-plane-'));
  // Before anything else: from here on the folder is removed even when this process is killed.
  const group = await ProcessGroup.open(folder, records);
  let api: ApiClient | undefined;
  try {
    const preparation = await components.prepare(folder);
    const stopMs = options.stopMs ?? 1000;
    const stages = await writeStages(binaries.stages, folder, stopMs);
    api = apiClient(preparation.server, preparation.authority.certificate, preparation.tokens.admin);
    await Promise.race([startAll(group, api, options, binaries, preparation, stages), group.failure]);
    group.letRunnerEnd();
    return controlPlane({ preparation, group, api, binaries, stopMs });
  } catch (error) {
    const explained = await explain(error, folder);
    await api?.close();
    await group.stop();
    throw explained;
  }
}

async function startAll(
  group: ProcessGroup,
  api: ApiClient,
  options: StartOptions,
  binaries: Binaries,
  preparation: components.Preparation,
  stages: readonly string[],
): Promise<void> {
  const start = (name: Parameters<Binaries['path']>[0], ...flags: (readonly string[])[]) =>
    group.start(name, binaries.path(name), flags.flat());
  await start('etcd', components.etcdFlags(preparation));
  await start('kube-apiserver', components.apiServerFlags(preparation), options.apiServerFlags ?? []);
  await waitUntil('the API server is ready', async () => (await api.request('GET', '/readyz')).status === 200);
  await start(
    'kube-controller-manager',
    components.controllerManagerFlags(preparation),
    options.controllerManagerFlags ?? [],
  );
  await start('kube-scheduler', components.schedulerFlags(preparation), options.schedulerFlags ?? []);
  await start('kwok', components.kwokFlags(preparation, stages));
  const nodes = await createNodes(api, options.nodes ?? 2);
  await untilWorking(api, nodes, preparation);
}

/** A start fails for reasons that only the processes' logs know. */
async function explain(error: unknown, folder: string): Promise<unknown> {
  if (!(error instanceof MemberEnded)) {
    return error;
  }
  const log = await readFile(join(folder, `${error.member}.log`), 'utf8').catch(() => '');
  const message = `the control plane did not start: ${error.message}\n${log.trimEnd().split('\n').slice(-15).join('\n')}`;
  return log.includes('address already in use') ? new PortTaken(message) : new Error(message, { cause: error });
}

class PortTaken extends Error {}
