import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import type { Stage, Story } from '../stage.js';
import { allTheWhile } from './all-the-while.js';
import {
  assertDone,
  assertRecreated,
  assertUntouched,
  installVolume,
  isReady,
  readPair,
  uidsOf,
  untilReady,
} from './facts.js';

export const mountOptionsStory: Story = {
  name: 'mount options are changed in place: the volume keeps its uid, the Pods are restarted one after the other',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    // Each is away long enough to be missed.
    await stage.create(
      deployment({ namespace, replicas: 2, startMs: 1000, stopMs: 100 }),
      deployment({ namespace, name: 'api', replicas: 1, startMs: 1000, stopMs: 100 }),
    );
    const pods = await untilReady(stage, 3);
    const before = await readPair(stage);
    const watch = watchReady(stage);

    const result = await stage.plugin([
      's3-pvc',
      '--mount-option',
      'allow-other',
      '--remove-mount-option',
      'allow-delete',
      '--yes',
    ]);

    assertDone(result);
    assert.equal(await watch.end(), 2, 'never is more than one of them away, and never none for want of looking');
    const now = await readPair(stage);
    assert.equal(now.volume.metadata.uid, before.volume.metadata.uid);
    assert.equal(now.claim.metadata.uid, before.claim.metadata.uid);
    assert.deepEqual(now.volume.spec.mountOptions, ['region eu-central-1', 'allow-other']);
    const restarted = await untilReady(stage, 3);
    assert.ok(
      uidsOf(restarted).every((uid) => !uidsOf(pods).includes(uid)),
      'every Pod is a new one',
    );
  },
};

/** Counts the Ready Pods until the end, and keeps the least. */
function watchReady(stage: Stage) {
  let least = Infinity;
  const looking = allTheWhile(stage, 'the watch', async () => {
    least = Math.min(least, (await stage.pods()).filter(isReady).length);
  });
  return {
    async end(): Promise<number> {
      await looking.end();
      return least;
    },
  };
}

export const nothingStory: Story = {
  name: 'where nothing is to change, nothing is written',
  async tell(stage) {
    await installVolume(stage, { attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } });
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    const pods = await untilReady(stage, 1);
    const before = await readPair(stage);

    const result = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--unset', 'stsRegion', '--yes']);

    assertDone(result);
    assert.match(result.stdout, /nothing to do/);
    await assertUntouched(stage, before);
    assert.deepEqual(uidsOf(await untilReady(stage, 1)), uidsOf(pods));
    assert.deepEqual(await stage.runs(), []);
  },
};

export const dryRunStory: Story = {
  name: 'a dry run shows the plan and changes nothing at all',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    const pods = await untilReady(stage, 1);
    const before = await readPair(stage);

    const result = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--dry-run=client']);

    assertDone(result);
    assert.match(result.stderr, /\+ +authenticationSource: pod/);
    assert.match(result.stderr, /Deployment web/);
    assert.match(result.stdout, /would be recreated/);
    await assertUntouched(stage, before);
    assert.deepEqual(uidsOf(await untilReady(stage, 1)), uidsOf(pods));
    assert.deepEqual(await stage.runs(), []);
  },
};

export const unchangedStory: Story = {
  name: '--unchanged makes both objects anew as they are, and a reclaim policy Delete is back at the end',
  async tell(stage) {
    await installVolume(stage, { reclaimPolicy: 'Delete' });
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
    const before = await readPair(stage);

    assertDone(await stage.plugin(['s3-pvc', '--unchanged', '--yes']));

    await assertRecreated(stage, before, { bucketName: 'my-bucket' });
    await untilReady(stage, 1);
  },
};
