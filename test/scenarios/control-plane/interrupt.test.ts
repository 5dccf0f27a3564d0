import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubernetesObject, PersistentVolume } from '../../../src/model/objects.js';
import { LEASE } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import type { PluginResult } from '../stage.js';
import { assertDone, assertExit, installVolume, readPair, untilReady, type Pair } from '../stories/facts.js';
import type { Running } from './executable.js';
import { usePlace, type Place } from './place.js';

const NAMESPACE = 'interrupt';
const REPLICAS = 2;
/** Longer than a second look at the cluster takes, so that there is a wait to be interrupted in. */
const STOP_MS = 4000;
const WAITING = /waiting for .*claim/;

describe('a run that is ended from outside', function () {
  this.timeout(60_000);
  const place = usePlace(NAMESPACE);

  before('a claim in use by Pods that stop slowly', async function () {
    this.timeout(60_000);
    const { stage } = place();
    await installVolume(stage, { reclaimPolicy: 'Delete' });
    await stage.create(deployment({ namespace: NAMESPACE, replicas: REPLICAS, stopMs: STOP_MS }));
  });

  beforeEach('all is well', async () => {
    await untilReady(place().stage, REPLICAS);
  });

  it('stops at Ctrl-C with the commands that go on, of which resume arrives at the target', async () => {
    const before = await readPair(place().stage);
    const run = place().start(edit('eu-west-1'), { isThroughKubectl: true });
    await run.says(WAITING);

    const other = await place().plugin(edit('eu-south-1'));
    run.child.kill('SIGINT');
    const stopped = await run.ended;

    assertExit(other, 4, /another run|lock/);
    assertInterrupted(stopped);
    assertDone(await place().shell(`${wayOn(stopped, 'resume')} --yes`));
    await assertMoved(place(), before, 'eu-west-1');
  });

  it('stops at SIGTERM too, and rollback arrives at the snapshot', async () => {
    const before = await readPair(place().stage);
    const run = place().start(edit('eu-west-2'));
    await run.says(WAITING);

    run.child.kill('SIGTERM');
    const stopped = await run.ended;

    assertInterrupted(stopped);
    assertDone(await place().shell(`${wayOn(stopped, 'rollback')} --yes`));
    const now = await readPair(place().stage);
    assert.notEqual(now.claim.metadata.uid, before.claim.metadata.uid, 'the old claim was past keeping');
    assert.deepEqual(lasting(now.claim), lasting(before.claim));
    assert.deepEqual(lasting(now.volume), lasting(before.volume));
    await untilReady(place().stage, REPLICAS);
  });

  it('ends at once at the second Ctrl-C, and can be gone on with', async () => {
    const before = await readPair(place().stage);
    const run = place().start(edit('eu-west-3'));
    await run.says(WAITING);

    const stopped = await interruptTwice(run);

    assert.equal(stopped.code, 130, stopped.stderr);
    await ageLock(place());
    assertDone(await place().plugin(['resume', runOf(stopped), '--yes']));
    await assertMoved(place(), before, 'eu-west-3');
  });

  it('leaves enough behind to go on with when it is killed', async () => {
    const before = await readPair(place().stage);
    const run = place().start(edit('eu-north-1'));
    await run.says(WAITING);

    run.child.kill('SIGKILL');
    const killed = await run.ended;

    assert.equal(killed.code, 137);
    await ageLock(place());
    assertDone(await place().plugin(['resume', runOf(killed), '--yes']));
    await assertMoved(place(), before, 'eu-north-1');
  });

  it('stops at Ctrl-C while it waits for the lock of a run that is dead', async () => {
    const expiresAt = Date.now() + 15_000;
    const [run = ''] = await readdir(join(place().folder, 'state', 'kubectl-s3csi-recreate', 'runs'));
    await place().stage.create(lockOfTheDead(place()));
    const resumed = place().start(['resume', run, '--yes']);
    await resumed.says(/waiting for the lock/);

    resumed.child.kill('SIGINT');
    const { code, stderr } = await resumed.ended;

    assert.ok(Date.now() < expiresAt, 'it did not wait until the lock had expired');
    assert.equal(code, 130, stderr);
    await place().stage.remove(LEASE, lockName(place()));
  });
});

function edit(region: string): readonly string[] {
  return ['s3-pvc', '--set', `stsRegion=${region}`, '--yes'];
}

function assertInterrupted({ code, stdout, stderr }: PluginResult): void {
  assert.equal(code, 130, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /^error: .*interrupted/m);
  assert.doesNotMatch(stderr, /^\s+at /m);
}

/** The command as it was printed, to be typed as it is. */
function wayOn({ stderr }: PluginResult, verb: 'resume' | 'rollback'): string {
  const command = new RegExp(`kubectl s3csi-recreate ${verb} .*$`, 'm').exec(stderr)?.[0];
  assert.ok(command, `no command to ${verb} is printed:\n${stderr}`);
  return command;
}

/** Once more as soon as the first was heard: a process that is busy takes two of a kind that come at once for one. */
async function interruptTwice(run: Running): Promise<PluginResult> {
  const ended = { is: false };
  void run.ended.then(() => (ended.is = true));
  while (!ended.is) {
    run.child.kill('SIGINT');
    await new Promise((resolve) => setImmediate(resolve));
  }
  return run.ended;
}

function runOf({ stderr }: PluginResult): string {
  const run = /run (\S+): \d+ steps/.exec(stderr)?.[1];
  assert.ok(run, `no run is named:\n${stderr}`);
  return run;
}

async function assertMoved({ stage }: Place, before: Pair, region: string): Promise<void> {
  const now = await readPair(stage);
  assert.notEqual(now.volume.metadata.uid, before.volume.metadata.uid);
  assert.deepEqual(now.volume.spec.csi?.volumeAttributes, {
    ...before.volume.spec.csi?.volumeAttributes,
    stsRegion: region,
  });
  assert.equal(now.volume.spec.persistentVolumeReclaimPolicy, 'Delete');
  assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid);
  assert.equal(now.claim.status?.phase, 'Bound');
  await untilReady(stage, REPLICAS);
}

/** All of it, but for what every creation gives anew. */
function lasting(object: KubernetesObject): unknown {
  const { uid, resourceVersion, creationTimestamp, managedFields, ...metadata } = object.metadata;
  const { claimRef, ...spec } = object['spec'] as PersistentVolume['spec'];
  const { lastPhaseTransitionTime, ...status } = object['status'] as NonNullable<PersistentVolume['status']>;
  const reference = claimRef === undefined ? {} : { ...claimRef, uid: '', resourceVersion: '' };
  return { ...object, metadata, spec: { ...spec, claimRef: reference }, status };
}

function lockName({ stage }: Place): string {
  return `s3csi-recreate-${stage.volumeName}`;
}

/** A dead run's lock is free after half a minute; here that time has passed. */
async function ageLock(place: Place): Promise<void> {
  await place.stage.patch(LEASE, lockName(place), { spec: { renewTime: '2020-01-01T00:00:00.000000Z' } });
}

function lockOfTheDead(place: Place): KubernetesObject {
  const renewTime = new Date().toISOString().replace('Z', '000Z');
  const spec = { holderIdentity: 'somebody', leaseDurationSeconds: 15, acquireTime: renewTime, renewTime };
  return { ...LEASE_OBJECT, metadata: { name: lockName(place), namespace: NAMESPACE }, spec };
}

const LEASE_OBJECT = { apiVersion: LEASE.apiVersion, kind: LEASE.kind };
