import assert from 'node:assert/strict';
import { CLAIM, POD } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { documentOf } from '../documents.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertUntouched,
  installVolume,
  readPair,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

async function digestOf(stage: Stage, ...args: readonly string[]): Promise<string> {
  const { plan } = documentOf(await stage.plugin([...args, '--dry-run=client', '-o', 'json', '-q']));
  assert.ok(plan);
  return plan.digest;
}

export const approvedPlanStory: Story = {
  name: 'one person plans, another approves, CI runs: only the plan of the digest that was approved',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
    const [pod] = await untilReady(stage, 2);
    const before = await readPair(stage);
    const digest = await digestOf(stage, ...EDIT);
    const shown = await stage.plugin([...EDIT, '--dry-run=client']);
    assert.match(shown.stderr, new RegExp(`^Plan +${digest}$`, 'm'), 'whoever approves reads it on the page');

    // Somebody else's edit is another plan.
    const other = await stage.plugin(['s3-pvc', '--unchanged', '--yes', `--expect-plan=${digest}`]);
    assertExit(
      other,
      4,
      new RegExp(`^error: the plan is sha256:[0-9a-f]{64} now, but ${digest} was expected\n.*--dry-run`),
    );
    assertExit(await stage.plugin([...EDIT, '--yes', '--expect-plan=sha256:123']), 2, /"sha256:123" is not the digest/);
    assertExit(await stage.plugin([...EDIT, `--expect-plan=${digest}`]), 2, /no terminal/);
    await assertUntouched(stage, before);
    assert.deepEqual(await stage.runs(), [], 'no run was begun');

    // Meanwhile a Pod is replaced by its workload, which changes nothing of what was approved.
    await stage.remove(POD, pod?.metadata.name ?? '');
    await stage.until('it is gone', async () =>
      (await stage.pods()).every(({ metadata }) => metadata.uid !== pod?.metadata.uid),
    );
    await untilReady(stage, 2);
    assertDone(await stage.plugin([...EDIT, '--yes', `--expect-plan=${digest}`]));
    await assertRecreated(stage, before, AFTER);

    assertExit(await stage.plugin([...EDIT, '--yes', `--expect-plan=${digest}`]), 4, /^error: the plan is /);
  },
};

export const changedPlanStory: Story = {
  name: 'a plan that was approved is not run once somebody has changed the claim, nor is a way back',
  async tell(stage) {
    await installVolume(stage);
    const digest = await digestOf(stage, ...EDIT);
    await stage.patch(CLAIM, 's3-pvc', { metadata: { labels: { team: 'other' } } });

    assertExit(await stage.plugin([...EDIT, '--yes', `--expect-plan=${digest}`]), 4, /^error: the plan is /);

    const approved = await digestOf(stage, ...EDIT);
    assert.notEqual(approved, digest);
    assertDone(await stage.plugin([...EDIT, '--yes', `--expect-plan=${approved}`]));
    const [run = ''] = await stage.runs();
    const back = await digestOf(stage, 'rollback', run);
    assertExit(await stage.plugin(['rollback', run, '--yes', `--expect-plan=${approved}`]), 4, /^error: the plan is /);
    assertExit(
      await stage.plugin(['rollback', run, '--dry-run=client', `--expect-plan=${approved}`]),
      4,
      /^error: the plan is /,
    );
    assertDone(await stage.plugin(['rollback', run, '--yes', `--expect-plan=${back}`]));
  },
};
