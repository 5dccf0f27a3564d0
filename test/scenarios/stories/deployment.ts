import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertRecreated,
  assertUntouched,
  DEPLOYMENT,
  installVolume,
  isReady,
  readPair,
  uidsOf,
  untilReady,
} from './facts.js';

const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

export const deploymentStory: Story = {
  name: 'a Deployment with 3 replicas is back on a volume with pod authentication, and nothing but the volume was edited',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(
      deployment({ namespace: stage.namespace }),
      deployment({ namespace: stage.namespace, name: 'other', claim: null, replicas: 2 }),
    );
    const pods = await untilReady(stage, 3, 'web');
    const others = await untilReady(stage, 2, 'other');
    const before = await readPair(stage);
    const workload = await stage.read(DEPLOYMENT, 'web');
    assert.ok(workload);

    const result = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']);

    assertDone(result);
    await assertRecreated(stage, before, AFTER);
    const now = await untilReady(stage, 3, 'web');
    assert.ok(
      uidsOf(now).every((uid) => !uidsOf(pods).includes(uid)),
      'every Pod is a new one',
    );
    assert.deepEqual(uidsOf(await untilReady(stage, 2, 'other')), uidsOf(others), 'Pods without S3 were left alone');
    assert.equal((await stage.read(DEPLOYMENT, 'web'))?.metadata.generation, workload.metadata.generation);
    assert.deepEqual((await stage.read(DEPLOYMENT, 'web'))?.['spec'], workload['spec']);
    await assertNothingLeftToDo(stage);
  },
};

async function assertNothingLeftToDo(stage: Stage): Promise<void> {
  const before = await readPair(stage);
  const runs = await stage.runs();
  const again = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']);
  assertDone(again);
  assert.match(again.stdout, /nothing to do/);
  await assertUntouched(stage, before);
  assert.deepEqual(await stage.runs(), runs, 'no run was begun');
}

export const twoDeploymentsStory: Story = {
  name: 'two Deployments that share one claim both come back',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(
      deployment({ namespace: stage.namespace, name: 'web', replicas: 2 }),
      deployment({ namespace: stage.namespace, name: 'worker', replicas: 1, startMs: 1500 }),
    );
    const pods = await untilReady(stage, 3);
    const before = await readPair(stage);

    assertDone(await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '-y']));

    assert.equal((await stage.pods()).filter(isReady).length, 3, 'both were waited for, the slow one too');
    await assertRecreated(stage, before, AFTER);
    const now = [...(await untilReady(stage, 2, 'web')), ...(await untilReady(stage, 1, 'worker'))];
    assert.ok(
      uidsOf(now).every((uid) => !uidsOf(pods).includes(uid)),
      'every Pod is a new one',
    );
  },
};
