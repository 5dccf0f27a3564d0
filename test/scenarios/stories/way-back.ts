import assert from 'node:assert/strict';
import { CLAIM, POD, VOLUME } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { disruptionBudget } from '../../support/manifests/disruption-budget.js';
import { pod } from '../../support/manifests/pod.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRestored,
  assertUntouched,
  installVolume,
  readPair,
  uidsOf,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

async function lastRun(stage: Stage): Promise<string> {
  return (await stage.runs()).at(-1) ?? '';
}

export const newBarePodStory: Story = {
  name: 'the way back from a run that is done stops no Pod that would not come back, unless it is created again as it is by then',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    await stage.create(pod({ namespace, name: 'first' }));
    await untilReady(stage, 1);
    const before = await readPair(stage);
    assertDone(await stage.plugin([...EDIT, '--recreate-bare-pods']));
    await stage.create(pod({ namespace, name: 'second', labels: { purpose: 'debug' } }));
    const pods = await untilReady(stage, 2);
    await stage.patch(POD, 'first', { metadata: { labels: { ticket: 'CHG-7' } } });
    const done = await readPair(stage);
    const back = ['rollback', await lastRun(stage), '--yes'];

    const refused = await stage.plugin(back);

    assertExit(refused, 3, /^error: Pod second has no controller and would not come back\n.*--recreate-bare-pods/m);
    await assertUntouched(stage, done);
    assert.deepEqual(uidsOf(await stage.pods()), uidsOf(pods));

    assertDone(await stage.plugin([...back, '--recreate-bare-pods']));

    await assertRestored(stage, before);
    const now = await untilReady(stage, 2);
    assert.ok(uidsOf(now).every((uid) => !uidsOf(pods).includes(uid)));
    const labels = new Map(now.map(({ metadata }) => [metadata.name, metadata.labels]));
    assert.equal(labels.get('first')?.['ticket'], 'CHG-7', 'what it was given since the run is kept');
    assert.equal(labels.get('second')?.['purpose'], 'debug');
  },
};

export const newBudgetStory: Story = {
  name: 'the way back from a run that is done is held to the budgets that stand by then',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    await stage.create(deployment({ namespace, replicas: 2 }));
    await untilReady(stage, 2);
    const before = await readPair(stage);
    assertDone(await stage.plugin(EDIT));
    const pods = await untilReady(stage, 2);
    await stage.create(disruptionBudget({ namespace }));
    const done = await readPair(stage);
    const back = ['rollback', await lastRun(stage), '--yes'];

    const refused = await stage.plugin([...back, '--dry-run=client']);

    assertExit(refused, 3, /^error: PodDisruptionBudget web keeps .*--allow-disruption/ms);
    assertExit(await stage.plugin(back), 3, /^error: PodDisruptionBudget web keeps .*--allow-disruption/ms);
    await assertUntouched(stage, done);
    assert.deepEqual(uidsOf(await stage.pods()), uidsOf(pods));

    assertDone(await stage.plugin([...back, '--allow-disruption']));

    await assertRestored(stage, before);
    await untilReady(stage, 2);
  },
};

export const stillAllowedStory: Story = {
  name: 'what was let through is not asked about again while a run is under way: rollback needs no flag for it',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    await stage.create(deployment({ namespace, replicas: 2 }), disruptionBudget({ namespace }));
    await untilReady(stage, 2);
    const before = await readPair(stage);
    assertExit(await stage.plugin(EDIT), 3, /PodDisruptionBudget web keeps/);
    const label = { metadata: { labels: { ticket: 'CHG-7' } } };
    const stopped = await stage.disturbed([...EDIT, '--allow-disruption'], { verb: 'create', resource: CLAIM }, () =>
      stage.patch(VOLUME, stage.volumeName, label),
    );
    assertExit(stopped, 6, /^go back: .* rollback /m);
    await untilReady(stage, 2);

    assertDone(await stage.plugin(['rollback', '--yes']));

    await assertRestored(stage, before);
    await untilReady(stage, 2);
  },
};
