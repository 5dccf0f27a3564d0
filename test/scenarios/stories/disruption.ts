import assert from 'node:assert/strict';
import { fieldAt } from '../../../src/s3csi/json-fields.js';
import { BUDGET, POD } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { POD_WISHES } from '../../support/manifests/pod-wishes.js';
import { pod } from '../../support/manifests/pod.js';
import { type BudgetManifest, disruptionBudget } from '../../support/manifests/disruption-budget.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertUntouched,
  installVolume,
  readPair,
  uidsOf,
  untilReady,
} from './facts.js';

const IN_PLACE = ['s3-pvc', '--mount-option', 'allow-other', '--yes'];

/** A Deployment with so many Ready Pods on the claim, and a budget that has counted them. */
async function guarded(stage: Stage, replicas: number, budget: BudgetManifest) {
  await installVolume(stage);
  return readyBehind(stage, replicas, budget);
}

async function readyBehind(stage: Stage, replicas: number, budget: BudgetManifest) {
  await stage.create(deployment({ namespace: stage.namespace, replicas }));
  const pods = await untilReady(stage, replicas);
  await stage.create(disruptionBudget({ namespace: stage.namespace, ...budget }));
  await stage.until('the budget has counted the Pods', async () => {
    const status = (await stage.read(BUDGET, 'web'))?.['status'];
    return fieldAt(status, 'currentHealthy') === replicas;
  });
  return pods;
}

export const budgetStory: Story = {
  name: 'a PodDisruptionBudget that keeps a holder available is refused by name, until it is allowed',
  async tell(stage) {
    const pods = await guarded(stage, 3, { minAvailable: 2 });
    const before = await readPair(stage);
    const edit = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

    const refused = await stage.plugin(edit);

    assertExit(
      refused,
      3,
      /PodDisruptionBudget web keeps 2 of 3 Pods available and allows 1 to stop now, but 3 of them hold the claim/,
    );
    assert.match(refused.stderr, /--allow-disruption/);
    await assertUntouched(stage, before);
    assert.deepEqual(new Set(uidsOf(await untilReady(stage, 3))), new Set(uidsOf(pods)));

    assertDone(await stage.plugin([...edit, '--allow-disruption']));

    await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
    await untilReady(stage, 3);
  },
};

export const neverAllowedStory: Story = {
  name: 'a budget that never allows an eviction is told before a restart begins, and --restart=none needs none',
  async tell(stage) {
    const pods = await guarded(stage, 2, { maxUnavailable: 0 });
    const before = await readPair(stage);

    const refused = await stage.plugin(IN_PLACE);

    assertExit(refused, 3, /PodDisruptionBudget web keeps 2 of 2 Pods available, so none of them can ever be/);
    assert.match(refused.stderr, /--restart=none/);
    await assertUntouched(stage, before);

    const left = await stage.plugin([...IN_PLACE, '--restart=none']);

    assertDone(left);
    assert.match(left.stdout, /changed in place; 2 Pods keep the old mount until their next rollout/);
    const now = await readPair(stage);
    assert.ok(now.volume.spec.mountOptions?.includes('allow-other'));
    assert.deepEqual(new Set(uidsOf(await untilReady(stage, 2))), new Set(uidsOf(pods)));
  },
};

export const waitingForBudgetStory: Story = {
  name: 'a budget that allows no eviction just now is waited for, and no Pod goes before it does',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    // It belongs to the budget's Pods, and has not come up yet.
    await stage.create(pod({ namespace, name: 'extra', labels: { app: 'web' }, claims: [], isNeverReady: true }));
    const pods = await readyBehind(stage, 2, { minAvailable: 2 });

    const stopped = await stage.plugin([...IN_PLACE, '--timeout', '6s']);

    assertExit(stopped, 7, /^error: waited 6 s for Pod web-\S+ to be gone: .*budget/m);
    assert.match(
      stopped.stderr,
      /! PodDisruptionBudget web keeps 2 of 3 Pods available and allows none to stop now; the/,
    );
    assert.deepEqual(uidsOf(await untilReady(stage, 2)), uidsOf(pods));
    await stage.patch(POD, 'extra', { metadata: { annotations: { [POD_WISHES.notReady]: null } } });
    await untilReady(stage, 3);
    assertDone(await stage.plugin(['resume', '--yes']));
    const now = uidsOf(await untilReady(stage, 3));
    assert.ok(uidsOf(pods).every((uid) => !now.includes(uid)));
  },
};

export const respectedStory: Story = {
  name: 'a restart after a change in place respects a budget that lets one Pod go at a time',
  async tell(stage) {
    const pods = await guarded(stage, 2, { maxUnavailable: 1 });

    assertDone(await stage.plugin(IN_PLACE));

    const restarted = await untilReady(stage, 2);
    assert.ok(uidsOf(restarted).every((uid) => !uidsOf(pods).includes(uid)));
  },
};
