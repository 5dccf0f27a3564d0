import assert from 'node:assert/strict';
import { NODE } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import type { Story } from '../stage.js';
import { onSmallNode, smallNode } from './full-node.js';
import { assertDone, assertExit, assertRecreated, installVolume, readPair, uidsOf, untilReady } from './facts.js';

export const neverEndsStory: Story = {
  name: 'a Pod that does not end is named with its node, and is removed by force only when that is asked for',
  asksForForce: true,
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1, gracePeriodSeconds: 1, stopMs: 'never' }));
    const pods = await untilReady(stage, 1);
    const before = await readPair(stage);

    const stuck = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--timeout', '20s']);

    assertExit(
      stuck,
      7,
      /Pod web-\S+ on node \S+ is stopping since .*: it is overdue, and node \S+ is (Not)?Ready; .* --force-delete-pods/,
    );
    assert.deepEqual(
      uidsOf(await stage.pods()).filter((uid) => uidsOf(pods).includes(uid)),
      uidsOf(pods),
    );

    const forced = await stage.plugin(['resume', '--yes', '--force-delete-pods']);

    assertDone(forced);
    assert.match(forced.stderr, /Pod web-\S+ did not end and is removed by force; its containers may still run/);
    await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
    await untilReady(stage, 1);
  },
};

export const lostNodeStory: Story = {
  name: 'a Pod on a node that does not exist any more is named with that, and the run goes on once it is removed',
  asksForForce: true,
  async tell(stage) {
    const { namespace } = stage;
    const small = smallNode(stage, 10);
    await installVolume(stage);
    await stage.create(small);
    const web = deployment({ namespace, replicas: 1, gracePeriodSeconds: 1, stopMs: 'never' });
    await stage.create(onSmallNode(web, small.metadata.name));
    await untilReady(stage, 1);
    const before = await readPair(stage);
    await stage.remove(NODE, small.metadata.name);

    const stuck = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--timeout', '20s']);

    assertExit(
      stuck,
      7,
      /Pod web-\S+ on node (\S+) is stopping since .*: it is overdue, and node \1 does not exist any more; .* --force-delete-pods/,
    );
    await stage.create(small);
    try {
      assertDone(await stage.plugin(['resume', '--yes', '--force-delete-pods']));
      await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
      await untilReady(stage, 1);
    } finally {
      await stage.remove(NODE, small.metadata.name);
    }
  },
};
