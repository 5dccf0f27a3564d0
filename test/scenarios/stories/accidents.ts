import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertRestored,
  DEPLOYMENT,
  installVolume,
  readPair,
  type Pair,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

/** Longer than any of what is looked at half-way takes: until then the claim stays Terminating. Nobody waits for its end. */
const LONG_MS = 120_000;

/** The Pods take longer to stop than the run is allowed to wait, so that it stops half-way. */
async function stoppedHalfWay(stage: Stage, stopMs = 3000): Promise<Pair> {
  await installVolume(stage);
  await stage.create(deployment({ namespace: stage.namespace, replicas: 2, stopMs, gracePeriodSeconds: 120 }));
  await untilReady(stage, 2);
  const before = await readPair(stage);
  assertExit(await stage.plugin([...EDIT, '--timeout', '1s']), 7, /^go on: .* resume .*^go back: .* rollback /ms);
  return before;
}

export const resumeStory: Story = {
  name: 'a run that stopped half-way is gone on with by resume, which needs no name where one run is unfinished',
  async tell(stage) {
    const before = await stoppedHalfWay(stage);
    assert.match((await stage.plugin(['runs'])).stdout, /s3-pvc .* unfinished/);

    assertDone(await stage.plugin(['resume', '--yes']));

    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 2);
    assert.match((await stage.plugin(['runs'])).stdout, /s3-pvc .* done/);
    assertExit(await stage.plugin(['resume', '--yes']), 2, /^error: no run is unfinished/);
  },
};

export const rollbackStory: Story = {
  name: 'a run that stopped half-way is taken back by rollback, and one that is done by its name',
  async tell(stage) {
    const before = await stoppedHalfWay(stage);

    assertDone(await stage.plugin(['rollback', '--yes']));

    await assertRestored(stage, before);
    await untilReady(stage, 2);
    assertDone(await stage.plugin(EDIT));
    const [, done = ''] = await stage.runs();
    assertExit(await stage.plugin(['rollback', '--yes']), 2, /^error: no run is unfinished/);
    assertDone(await stage.plugin(['rollback', done, '--yes']));
    await assertRestored(stage, before);
  },
};

export const scaledDownStory: Story = {
  name: 'a workload that is scaled down while it is stopped is not waited for beyond the Pods that it still wants',
  othersScale: true,
  async tell(stage) {
    const before = await stoppedHalfWay(stage);
    await stage.patch(DEPLOYMENT, 'web', { spec: { replicas: 1 } });

    const resumed = await stage.plugin(['resume', '--yes']);

    assertDone(resumed);
    assert.match(resumed.stderr, /Deployment web wants 1 Pod now, not 2 as before/);
    assert.match(resumed.stdout, /, 1 Pod Ready/);
    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 1);
  },
};

export const deletedWorkloadStory: Story = {
  name: 'a workload that is deleted while it is stopped is not waited for at all',
  othersScale: true,
  async tell(stage) {
    const before = await stoppedHalfWay(stage);
    await stage.remove(DEPLOYMENT, 'web');

    const back = await stage.plugin(['rollback', '--yes']);

    assertDone(back);
    assert.match(back.stderr, /Deployment web wants no Pod now, not 2 as before/);
    await assertRestored(stage, before);
  },
};

export const showStory: Story = {
  name: 'show tells what was to happen, what did, what stands and what to do next',
  async tell(stage) {
    await stoppedHalfWay(stage, LONG_MS);
    const [run = ''] = await stage.runs();

    const { code, stdout } = await stage.plugin(['show', run]);

    assert.equal(code, 0);
    assert.match(stdout, /unfinished/);
    assert.match(stdout, /^ *\+ .*authenticationSource: pod$/m);
    assert.match(stdout, /delete claim .*s3-pvc: done$/m);
    assert.match(stdout, /stop 2 Pods .*: failed \(waited 1 s for /);
    assert.match(stdout, /claim .*s3-pvc is Terminating, volume .* is Bound/);
    assert.match(stdout, new RegExp(`go on: +kubectl s3csi-recreate resume ${run}`));
    assertExit(await stage.plugin(['show', 'no-such-run']), 2, /^error: there is no run no-such-run/);
  },
};

export const lookAgainStory: Story = {
  name: 'what is left of a run is shown by --dry-run, and whoever begins anew is told of it',
  async tell(stage) {
    await stoppedHalfWay(stage, LONG_MS);
    const [run = ''] = await stage.runs();
    const before = await readPair(stage);

    const left = await stage.plugin(['resume', '--dry-run=client']);
    assertDone(left);
    assert.match(left.stderr, /^ +\d+\. stop \d Pods and wait until claim .* is gone$/m);
    assert.doesNotMatch(left.stderr, /\d+\. delete claim/);
    assertExit(await stage.plugin(['resume']), 2, /^error: there is no terminal to ask on/);
    const again = await stage.plugin([...EDIT, '--dry-run=client']);
    assertDone(again);
    assert.match(again.stderr, new RegExp(`! run ${run} on this claim is unfinished`));
    assertExit(await stage.plugin(['s3-pvc', '--set', 'cache=no', '--yes']), 2, new RegExp(`go on: .* resume ${run}`));

    assert.equal((await readPair(stage)).volume.metadata.uid, before.volume.metadata.uid);
    assert.deepEqual(await stage.runs(), [run]);
  },
};
