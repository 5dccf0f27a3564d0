import assert from 'node:assert/strict';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { CLAIM, POD } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { statefulSet } from '../../support/manifests/stateful-set.js';
import { pod } from '../../support/manifests/pod.js';
import type { Stage, Story } from '../stage.js';
import { allTheWhile, type Meanwhile } from './all-the-while.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertUntouched,
  DEPLOYMENT,
  installVolume,
  readPair,
  STATEFUL_SET,
  uidsOf,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };
const OTHER_SCHEDULER = 'night-watch';

export const failedPodStory: Story = {
  name: 'a Failed Pod that nobody brings back holds the claim still: it is told of and deleted, and does not stop the run',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(pod({ namespace: stage.namespace, name: 'import', isNeverReady: true }));
    await stage.until('it has a node', async () => (await placed(stage)).length === 1);
    await stage.patchStatus(POD, 'import', { phase: 'Failed', reason: 'Evicted' });
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
    const before = await readPair(stage);

    const result = await stage.plugin(EDIT);

    assertDone(result);
    assert.match(result.stderr, /^ +! Pod import has ended \(Failed\) but still holds the claim; it is deleted, /m);
    assert.match(result.stderr, /^ {2}Pod import, no controller, node node-\d, Failed, \d+ s old, grace period 30 s$/m);
    await assertRecreated(stage, before, AFTER);
    assert.equal(await stage.read(POD, 'import'), undefined);
    await untilReady(stage, 1);
  },
};

export const waitingPodStory: Story = {
  name: 'a Pod without a node holds nothing: it is shown as such, left alone, and not waited for',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    const waits = { namespace, name: 'batch', replicas: 1, schedulerName: OTHER_SCHEDULER };
    await stage.create(deployment({ namespace, replicas: 1 }), deployment(waits));
    await untilReady(stage, 1, 'web');
    await stage.until('both Pods are there', async () => (await stage.pods()).length === 2);
    const waiting = (await stage.pods()).filter(({ spec }) => spec.nodeName === undefined);
    const before = await readPair(stage);

    const result = await stage.plugin(EDIT);

    assertDone(result);
    assert.match(result.stderr, /^Pods that stop \(1\)\n {2}Pod web-\S+ of Deployment web, node node-\d, Running, /m);
    assert.match(
      result.stderr,
      /^Pods without a node, which hold nothing \(1\)\n {2}Pod batch-\S+ of Deployment batch, no node, Pending, \d+ s old$/m,
    );
    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 1, 'web');
    const still = (await stage.pods()).filter(({ spec }) => spec.nodeName === undefined);
    assert.deepEqual(uidsOf(still), uidsOf(waiting));
  },
};

export const presetNodeStory: Story = {
  name: 'a Deployment or StatefulSet that puts its Pods on a node past the scheduler is refused, and done once it is scaled to 0',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    await stage.create(
      deployment({ namespace, replicas: 1, nodeName: 'node-1' }),
      statefulSet({ namespace, replicas: 1, nodeName: 'node-1' }),
    );
    const pods = await untilReady(stage, 2);
    const before = await readPair(stage);

    const refused = await stage.plugin(EDIT);

    assertExit(refused, 3, /^error: .*the template of Deployment web puts its Pods on node node-1 past the scheduler/m);
    assert.match(refused.stderr, /scale Deployment web to 0 first, and back afterwards/);
    assert.match(refused.stderr, /the template of StatefulSet db puts its Pods on node node-1 past the scheduler/);
    await assertUntouched(stage, before);
    assert.deepEqual(uidsOf(await untilReady(stage, 2)), uidsOf(pods));
    const scale = async (replicas: number): Promise<void> => {
      await stage.patch(DEPLOYMENT, 'web', { spec: { replicas } });
      await stage.patch(STATEFUL_SET, 'db', { spec: { replicas } });
    };
    await scale(0);
    await stage.until('their Pods are gone', async () => (await stage.pods()).length === 0);
    assertDone(await stage.plugin(EDIT));
    await assertRecreated(stage, before, AFTER);
    await scale(1);
    await untilReady(stage, 2);
  },
};

export const otherSchedulerStory: Story = {
  name: 'Pods of a scheduler that does not heed the claim are stopped a few times, not for ever; the run is resumed when it holds still',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    // Each of them stands for much longer than its replacement takes to come, also on a slow machine.
    await stage.create(deployment({ namespace, replicas: 1, schedulerName: OTHER_SCHEDULER, stopMs: 8000 }));
    const scheduler = playScheduler(stage);
    try {
      await tellOfOtherScheduler(stage, scheduler);
    } finally {
      await scheduler.end();
    }
  },
};

async function tellOfOtherScheduler(stage: Stage, scheduler: ReturnType<typeof playScheduler>): Promise<void> {
  await untilReady(stage, 1);
  const before = await readPair(stage);

  const stopped = await stage.plugin(EDIT);

  assertExit(
    stopped,
    3,
    /^error: \d+ Pods of Deployment web came after those that were stopped and held the claim again/m,
  );
  assert.match(
    stopped.stderr,
    /^ +! Pod web-\S+: the scheduler night-watch must heed that the claim is being deleted/m,
  );
  assert.match(
    stopped.stderr,
    /^scale Deployment web to 0, go on, and scale it back as soon as the new claim is Bound$/m,
  );
  await scheduler.pause();
  const resumed = stage.plugin(['resume', '--yes']);
  await stage.until('the new claim is Bound', async () => {
    const claim = await stage.read(CLAIM, 's3-pvc');
    const status = claim?.['status'] as { phase?: string } | undefined;
    return claim?.metadata.uid !== before.claim.metadata.uid && status?.phase === 'Bound';
  });
  scheduler.goOn();
  assertDone(await resumed);
  await assertRecreated(stage, before, AFTER);
  await untilReady(stage, 1);
}

export const customOwnerStory: Story = {
  name: 'a Pod of a custom controller is shown with that, stopped, and waited for until it is back',
  async tell(stage) {
    await installVolume(stage);
    const owner: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'engine', namespace: stage.namespace },
    };
    await stage.create(owner);
    await stage.create(await engine(stage, 'engine-1'));
    await untilReady(stage, 1);
    const before = await readPair(stage);
    const controller = playController(stage);
    const result = await stage.plugin(EDIT).finally(() => controller.end());

    assertDone(result);
    assert.match(result.stderr, /^ {2}Pod engine-1 of ConfigMap engine, node node-\d, Running, /m);
    assert.match(result.stdout, /recreated, 1 Pod Ready/);
    await assertRecreated(stage, before, AFTER);
  },
};

/** Makes another Pod whenever none is there that is not on its way out. */
function playController(stage: Stage): Meanwhile {
  let made = 1;
  return allTheWhile(stage, 'the controller', async () => {
    const isMissing = (await stage.pods()).every(({ metadata }) => metadata.deletionTimestamp !== undefined);
    if (isMissing) await stage.create(await engine(stage, `engine-${++made}`));
  });
}

/** What an operator makes: the Pod names the object it serves as its controller. */
async function engine(stage: Stage, name: string): Promise<Pod> {
  const found = await stage.read(
    { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
    'engine',
  );
  const { apiVersion = '', kind = '', metadata } = found ?? {};
  const owner = { apiVersion, kind, name: 'engine', uid: metadata?.uid ?? '', controller: true };
  const made = pod({ namespace: stage.namespace, name });
  return { ...made, metadata: { ...made.metadata, ownerReferences: [owner] } };
}

async function placed(stage: Stage): Promise<readonly Pod[]> {
  return (await stage.pods()).filter(({ spec }) => spec.nodeName !== undefined);
}

/** Puts every Pod that names it on a node as soon as it is there, whatever becomes of its claim. */
function playScheduler(stage: Stage) {
  let isPaused = false;
  let round: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    for (const each of isPaused ? [] : await stage.pods()) {
      const isOurs = each.spec['schedulerName'] === OTHER_SCHEDULER && each.spec.nodeName === undefined;
      if (isOurs && each.metadata.deletionTimestamp === undefined) await stage.assign(each, 'node-1');
    }
  }

  const scheduler = allTheWhile(stage, 'the scheduler', () => (round = look()));
  return {
    ...scheduler,
    async pause() {
      isPaused = true;
      await round;
    },
    goOn() {
      isPaused = false;
    },
  };
}
