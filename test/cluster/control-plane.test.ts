import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBinaries, type Binaries } from './build.js';
import type { ControlPlane } from './control-plane.js';
import type { GroupMember } from './group-protocol.js';
import { isRunning } from './process-identity.js';
import { POD_WISHES } from '../support/manifests/pod-wishes.js';
import { startControlPlane } from './start.js';
import { sweepLeftovers } from './sweep.js';
import { waitUntil } from './wait-until.js';

const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'supervisor'];

describe('the control plane of the tests', function () {
  this.timeout(60_000);
  let binaries: Binaries;

  before(async function () {
    this.timeout(30 * 60_000);
    binaries = await ensureBinaries();
  });

  describe('while it runs', () => {
    let cluster: ControlPlane;
    before(async () => (cluster = await startControlPlane({ binaries, stopMs: 700 })));
    after(async () => {
      await cluster.stop();
    });

    it('runs the Pods of a Deployment on its nodes, and lets them take their time to stop', async () => {
      await apply(cluster, deployment('web', 3));
      const pods = await untilReady(cluster, 'web', 3);
      assert.deepEqual(new Set(pods.map(({ spec }) => spec.nodeName)), new Set(['node-1', 'node-2']));

      const [first] = pods;
      assert.ok(first);
      const took = await measureDeletion(cluster, first.metadata.name);

      assert.ok(took >= 1000 && took < 2500, `700 ms to stop and 300 ms to clean up took ${took} ms`);
      await untilReady(cluster, 'web', 3);
    });

    it('lets a Pod say how long it takes to start and to stop', async () => {
      await apply(cluster, pod('slow', { [POD_WISHES.startMs]: '1500', [POD_WISHES.stopMs]: '2000' }));
      const start = performance.now();
      await untilReady(cluster, 'slow', 1);
      assert.ok(performance.now() - start >= 1000, 'the Pod was Ready at once');

      const took = await measureDeletion(cluster, 'slow');

      assert.ok(took >= 2300 && took < 4000, `took ${took} ms`);
    });

    it('ends a Pod that takes too long at the end of its grace period', async () => {
      await apply(cluster, pod('stubborn', { [POD_WISHES.stopMs]: '60000' }));
      await untilReady(cluster, 'stubborn', 1);

      const took = await measureDeletion(cluster, 'stubborn', ['--grace-period=1']);

      assert.ok(took >= 1300 && took < 4000, `took ${took} ms`);
    });

    it('keeps a Pod from starting until its annotation goes', async () => {
      await apply(cluster, pod('stuck', { [POD_WISHES.notReady]: 'true' }));
      await apply(cluster, pod('later', { [POD_WISHES.startMs]: '300' }));
      await untilReady(cluster, 'later', 1);
      const [stuck] = await podsOf(cluster, 'stuck');
      assert.equal(stuck?.status.phase, 'Pending');
      assert.ok(stuck.spec.nodeName, 'it is scheduled');

      await succeed(cluster, ['annotate', 'pod', 'stuck', `${POD_WISHES.notReady}-`]);

      await untilReady(cluster, 'stuck', 1);
    });

    it('knows a viewer and a limited user who may do nothing until it is granted', async () => {
      const KUBECONFIG = await cluster.kubeconfigFor({ token: cluster.tokens.viewer });
      const refused = await cluster.kubectl(['get', 'pods'], { env: { KUBECONFIG } });
      assert.match(refused.stderr, /User "viewer" cannot list resource "pods"/);

      await succeed(cluster, ['create', 'clusterrolebinding', 'viewers', '--clusterrole=view', '--user=viewer']);

      await waitUntil('the viewer may', async () => {
        return (await cluster.kubectl(['get', 'pods'], { env: { KUBECONFIG } })).code === 0;
      });
    });

    it('knows a user by a client certificate', async () => {
      const KUBECONFIG = await cluster.kubeconfigFor(await cluster.clientCertificate('jane', ['testers']));
      const { stdout } = await cluster.kubectl(['auth', 'whoami', '-o', 'json'], { env: { KUBECONFIG } });
      assert.match(stdout, /"username": "jane"/);
      assert.match(stdout, /"testers"/);
    });
  });

  it('can be there twice, neither knowing of the other', async () => {
    const [one, two] = await Promise.all([startControlPlane({ binaries, nodes: 1 }), startControlPlane({ binaries })]);
    try {
      await apply(one, pod('only-here'));
      await untilReady(one, 'only-here', 1);
      assert.deepEqual(await podsOf(two, 'only-here'), []);
      assert.notEqual(one.server, two.server);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it('leaves nothing when it is stopped', async () => {
    const cluster = await startControlPlane({ binaries });
    const processes = cluster.processes();
    assert.deepEqual(processes.map(({ name }) => name).sort(), [...PROGRAMS].sort());

    await cluster.stop();

    assert.deepEqual(running(processes), []);
    assert.equal(existsSync(cluster.folder), false);
  });

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    it(`leaves nothing when ${signal} ends the process that started it`, async () => {
      const { owner, processes, folder } = await startElsewhere();

      owner.kill(signal);

      await waitUntil('all are gone', () => Promise.resolve(running(processes).length === 0), 5000);
      await waitUntil('the folder is gone', () => Promise.resolve(!existsSync(folder)), 5000);
    });
  }

  it('leaves nothing when the process that started it ends without a word', async () => {
    const { processes, folder } = await startElsewhere('setImmediate(() => { throw new Error("uncaught") })');
    await waitUntil('all are gone', () => Promise.resolve(running(processes).length === 0), 5000);
    await waitUntil('the folder is gone', () => Promise.resolve(!existsSync(folder)), 5000);
  });

  it('is swept by the next start when even its supervisor was killed', async () => {
    const { owner, processes, folder } = await startElsewhere();
    const supervisor = processes.find(({ name }) => name === 'supervisor');
    assert.ok(supervisor);
    process.kill(supervisor.process.pid, 'SIGSTOP');
    owner.kill('SIGKILL');
    process.kill(supervisor.process.pid, 'SIGKILL');
    await waitUntil('the supervisor is gone', () => Promise.resolve(!isRunning(supervisor.process)), 5000);
    assert.equal(running(processes).length, PROGRAMS.length - 1);

    await sweepLeftovers(join(binaries.cache, 'running'));

    await waitUntil('all are gone', () => Promise.resolve(running(processes).length === 0), 5000);
    assert.equal(existsSync(folder), false);
  });
});

/** A control plane that another process started, which then does what it is told. */
async function startElsewhere(
  then = 'setInterval(() => {}, 1000)',
): Promise<{ owner: ChildProcess; processes: GroupMember[]; folder: string }> {
  const script = `
    const { startControlPlane } = await import(${JSON.stringify(join(import.meta.dirname, 'start.js'))});
    const cluster = await startControlPlane();
    process.stdout.write(JSON.stringify({ processes: cluster.processes(), folder: cluster.folder }), () => { ${then} });`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  return { owner, ...(JSON.parse(line.toString()) as { processes: GroupMember[]; folder: string }) };
}

function running(members: readonly GroupMember[]): string[] {
  return members.filter(({ process: identity }) => isRunning(identity)).map(({ name }) => name);
}

interface Pod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase: string; readonly conditions?: { type: string; status: string }[] };
}

async function podsOf(cluster: ControlPlane, app: string): Promise<Pod[]> {
  const { body } = await cluster.api.expect('GET', `/api/v1/namespaces/default/pods?labelSelector=app%3D${app}`);
  return (body as { items: Pod[] }).items;
}

function untilReady(cluster: ControlPlane, app: string, count: number): Promise<Pod[]> {
  return waitUntil(`${count} Pods of ${app} are Ready`, async () => {
    const ready = (await podsOf(cluster, app)).filter(({ status }) =>
      status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
    );
    return ready.length === count && ready;
  });
}

async function measureDeletion(cluster: ControlPlane, name: string, flags: readonly string[] = []): Promise<number> {
  const start = performance.now();
  await succeed(cluster, ['delete', 'pod', name, '--wait', ...flags]);
  return performance.now() - start;
}

async function apply(cluster: ControlPlane, manifest: object): Promise<void> {
  await succeed(cluster, ['apply', '-f', '-'], JSON.stringify(manifest));
}

async function succeed(cluster: ControlPlane, args: readonly string[], input = ''): Promise<void> {
  const { code, stderr } = await cluster.kubectl(args, { input });
  assert.equal(code, 0, stderr);
}

function pod(name: string, annotations: Record<string, string> = {}): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name }, annotations }, spec: podSpec };
}

function deployment(name: string, replicas: number): object {
  const labels = { app: name };
  const spec = { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec };
}

const podSpec = { containers: [{ name: 'main', image: 'example' }] };
