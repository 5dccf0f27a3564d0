import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LEASE, POD } from '../../../src/model/references.js';
import { startFaultProxy } from '../../cluster/fault-proxy.js';
import { waitUntil } from '../../cluster/wait-until.js';
import { deployment } from '../../support/manifests/deployment.js';
import type { PluginResult } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRestored,
  installVolume,
  readPair,
  untilReady,
  type Pair,
} from '../stories/facts.js';
import type { Running } from './executable.js';
import { lasting } from './lasting.js';
import { useFreshPlaces, type CallOptions, type Place } from './place.js';

const REPLICAS = 2;
const EDIT = ['s3-pvc', '--set', 'stsRegion=eu-west-1', '--yes'];
const FINALIZER = 'test.s3csi-recreate/hold';

describe('a run that is ended from outside', function () {
  this.timeout(90_000);
  const place = useFreshPlaces('interrupt');
  let before: Pair;
  let run: Running | undefined;

  /** A run that waits for a Pod that does not go until it is let go: as slow as a Pod can be. */
  const startHeld = async (options: CallOptions = {}, flags: readonly string[] = []): Promise<Running> => {
    const { stage } = place();
    await installVolume(stage, { reclaimPolicy: 'Delete' });
    await stage.create(deployment({ namespace: stage.namespace, replicas: REPLICAS }));
    const [pod] = await untilReady(stage, REPLICAS);
    before = await readPair(stage);
    await stage.patch(POD, pod?.metadata.name ?? '', { metadata: { finalizers: [FINALIZER] } });
    run = place().start([...EDIT, ...flags], options);
    await run.says(/waiting for claim .* to be gone/);
    return run;
  };

  afterEach('nothing is left running, and no Pod held', async () => {
    run?.child.kill('SIGKILL');
    await letGo(place());
  });

  it('keeps other runs off, and stops at Ctrl-C with the commands that go on: resume arrives at the target', async () => {
    const held = await startHeld({ isThroughKubectl: true });

    assertExit(await place().plugin(EDIT), 4, /^error: .*run /m);
    held.child.kill('SIGINT');
    const stopped = await held.ended;

    assertInterrupted(stopped);
    await letGo(place());
    assertDone(await place().shell(`${wayOn(stopped, 'resume')} --yes`));
    await assertArrived(place(), before);
  });

  it('stops at SIGTERM too, and rollback arrives at the snapshot', async () => {
    const held = await startHeld();

    held.child.kill('SIGTERM');
    const stopped = await held.ended;

    assertInterrupted(stopped);
    await letGo(place());
    assertDone(await place().shell(`${wayOn(stopped, 'rollback')} --yes`));
    const now = await readPair(place().stage);
    assert.notEqual(now.claim.metadata.uid, before.claim.metadata.uid, 'the old claim was past keeping');
    assert.deepEqual(lasting(now.claim), lasting(before.claim));
    assert.deepEqual(lasting(now.volume), lasting(before.volume));
    await untilReady(place().stage, REPLICAS);
  });

  it('stops when its terminal is closed, as at Ctrl-C, and gives the lock back', async () => {
    const held = await startHeld();

    // The shell and the kernel may both say so.
    const stopped = await repeatUntilEnded(held, 'SIGHUP');

    assertInterrupted(stopped);
    assert.equal(await place().stage.read(LEASE, `s3csi-recreate-${place().stage.volumeName}`), undefined);
    await letGo(place());
    assertDone(await place().plugin(['resume', '--yes']));
    await assertArrived(place(), before);
  });

  it('goes on to its end where nobody reads what it says any more', async () => {
    const held = await startHeld();

    held.child.stdout?.destroy();
    held.child.stderr?.destroy();
    await letGo(place());

    assert.equal((await held.ended).code, 0);
    await assertArrived(place(), before);
  });

  it('ends at once at the second Ctrl-C, and can be gone on with', async () => {
    const held = await startHeld();

    const stopped = await repeatUntilEnded(held, 'SIGINT');

    assert.equal(stopped.code, 130, stopped.stderr);
    await letGo(place());
    assertDone(await place().plugin(['resume', '--yes']));
    await assertArrived(place(), before);
  });

  it('leaves enough behind to go on with at once when it is killed: its process is known to be gone', async () => {
    const held = await startHeld();

    held.child.kill('SIGKILL');
    const killed = await held.ended;

    assert.equal(killed.code, 137);
    await letGo(place());
    const resumed = await place().plugin(['resume', '--yes']);
    assertDone(resumed);
    assert.doesNotMatch(resumed.stderr, /waiting for the lock/);
    await assertArrived(place(), before);
  });

  it('is gone on with on another machine, by its folder alone and another way to the same cluster', async () => {
    const held = await startHeld();
    held.child.kill('SIGKILL');
    const run = runOf(await held.ended);
    await letGo(place());
    await ageLock(place());
    const elsewhere = join(place().folder, 'elsewhere');
    await cp(join(runsFolder(place()), run), join(elsewhere, 'runs', run), { recursive: true });

    const { cluster } = place();
    const tunnel = await startFaultProxy(cluster);
    try {
      const env = { KUBECONFIG: await cluster.kubeconfigFor({ token: cluster.tokens.admin }, { server: tunnel.url }) };
      assertDone(await place().plugin(['rollback', run, '--state-dir', elsewhere, '--yes'], { env }));
    } finally {
      await tunnel.stop();
    }

    await assertRestored(place().stage, before);
  });

  it('hears first what came to pass while the machine slept, before it says that it waited too long', async () => {
    const held = await startHeld({}, ['--timeout=10s']);
    held.child.kill('SIGSTOP');
    await letGo(place());
    await new Promise((resolve) => setTimeout(resolve, 14_000));

    held.child.kill('SIGCONT');

    assertDone(await held.ended);
    await assertArrived(place(), before);
  });

  it('stops at Ctrl-C while it waits for the lock of a run of which nothing is known', async () => {
    const held = await startHeld();
    held.child.kill('SIGKILL');
    const killed = runOf(await held.ended);
    await rm(join(runsFolder(place()), '..', 'locks'), { recursive: true });
    const resumed = place().start(['resume', killed, '--yes']);
    run = resumed;
    await resumed.says(/waiting for the lock/);

    resumed.child.kill('SIGINT');

    // Much sooner than the lock expires.
    await waitUntil('it stops', () => Promise.resolve(resumed.child.exitCode !== null), 5_000);
    assert.equal((await resumed.ended).code, 130);
    assert.equal((await readPair(place().stage)).volume.metadata.uid, before.volume.metadata.uid);
  });
});

function runsFolder({ folder }: Place): string {
  return join(folder, 'state', 'kubectl-s3csi-recreate', 'runs');
}

function assertInterrupted({ code, stdout, stderr }: PluginResult): void {
  assert.equal(code, 130, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /^error: .*interrupted/m);
  assert.match(stderr, /kubectl s3csi-recreate resume \S+/);
  assert.match(stderr, /kubectl s3csi-recreate rollback \S+/);
  assert.doesNotMatch(stderr, /^\s+at /m);
}

/** The command as it was printed, to be typed as it is: without a namespace, with the flags that it needs. */
function wayOn({ stderr }: PluginResult, verb: 'resume' | 'rollback'): string {
  const command = new RegExp(`kubectl s3csi-recreate ${verb} .*$`, 'm').exec(stderr)?.[0];
  assert.ok(command, `no command to ${verb} is printed:\n${stderr}`);
  return command;
}

/** Again until it has ended: what comes while the first is being handled is the second. */
async function repeatUntilEnded({ child, ended }: Running, signal: NodeJS.Signals): Promise<PluginResult> {
  const hasEnded = { is: false };
  void ended.then(() => (hasEnded.is = true));
  while (!hasEnded.is) {
    child.kill(signal);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ended;
}

function runOf({ stderr }: PluginResult): string {
  const run = /^\S+Z run (\S+)/m.exec(stderr)?.[1];
  assert.ok(run, `no run is named:\n${stderr}`);
  return run;
}

/** The Pods may go. */
async function letGo({ stage }: Place): Promise<void> {
  const held = (await stage.pods()).filter(({ metadata }) => metadata.finalizers?.includes(FINALIZER));
  for (const { metadata } of held) await stage.patch(POD, metadata.name, { metadata: { finalizers: null } });
}

/** A dead run's lock is free after half a minute: here that time has passed, unless the run gave it back in dying. */
async function ageLock({ stage }: Place): Promise<void> {
  const name = `s3csi-recreate-${stage.volumeName}`;
  if ((await stage.read(LEASE, name)) === undefined) return;
  await stage.patch(LEASE, name, { spec: { renewTime: '2020-01-01T00:00:00.000000Z' } });
}

async function assertArrived({ stage }: Place, { volume }: Pair): Promise<void> {
  const now = await readPair(stage);
  assert.notEqual(now.volume.metadata.uid, volume.metadata.uid);
  assert.deepEqual(now.volume.spec.csi?.volumeAttributes, { bucketName: 'my-bucket', stsRegion: 'eu-west-1' });
  assert.equal(now.volume.spec.persistentVolumeReclaimPolicy, 'Delete');
  assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid);
  assert.equal(now.claim.status?.phase, 'Bound');
  await untilReady(stage, REPLICAS);
}
