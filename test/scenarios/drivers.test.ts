import assert from 'node:assert/strict';
import { deployment } from '../support/manifests/deployment.js';
import { DAEMON_SETS, MOUNT_ATTACHMENTS } from '../support/model/kinds.js';
import { INSTALLED_DRIVERS } from './installed-drivers.js';
import { onModel } from './model-stage.js';
import { assertDone, assertRecreated, installVolume, readPair, untilReady } from './stories/facts.js';

describe('a recreation with each driver on the model cluster', () => {
  for (const { name, driver, shown, isBooking } of INSTALLED_DRIVERS) {
    it(`${name}: shown as "${shown}", and the bucket is changed`, async () => {
      const violations = await onModel(
        async (stage, { model }) => {
          await installVolume(stage);
          await stage.create(deployment({ namespace: stage.namespace }));
          await untilReady(stage, 3);
          assert.equal(model.all(MOUNT_ATTACHMENTS).length > 0, isBooking, 'the driver books its mounts');
          const before = await readPair(stage);

          const result = await stage.plugin(['s3-pvc', '--set', 'bucketName=other-bucket', '--yes']);

          assertDone(result);
          assert.match(result.stderr, new RegExp(`^Driver +${shown.replaceAll('.', '\\.')}$`, 'm'));
          const skipped = /not needed: this driver has no Mountpoint Pods that could be shared/.test(result.stderr);
          assert.equal(skipped, !isBooking);
          await assertRecreated(stage, before, { bucketName: 'other-bucket' });
          await untilReady(stage, 3);
        },
        { driver },
      );
      assert.deepEqual(violations, []);
    });
  }

  it('who may not look for the driver is not told that there is none', async () => {
    const hidden = ['csidrivers', DAEMON_SETS.plural, MOUNT_ATTACHMENTS.plural];
    await onModel(
      async (stage, { model, stageOn }) => {
        await installVolume(stage);
        const limited = stageOn(model.connect({ can: ({ resource }) => !hidden.includes(resource.plural) }));
        const result = await limited.plugin(['s3-pvc', '--set', 'bucketName=other', '--dry-run=client']);
        assertDone(result);
        assert.doesNotMatch(result.stderr, /not installed/);
      },
      { driver: '1.15.0' },
    );
  });
});
