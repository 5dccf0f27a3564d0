import assert from 'node:assert/strict';
import type { DriverManifest } from '../support/manifests/driver.js';
import { deployment } from '../support/manifests/deployment.js';
import { DAEMON_SETS, MOUNT_ATTACHMENTS } from '../support/model/kinds.js';
import { onModel } from './model-stage.js';
import { assertDone, assertRecreated, installVolume, readPair, untilReady } from './stories/facts.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

interface Installed {
  readonly name: string;
  readonly driver: string | DriverManifest;
  /** In the plan. */
  readonly shown: string;
  /** Whether the old mount has to be waited for when only the bucket changes. */
  readonly isBooking: boolean;
}

const DRIVERS: readonly Installed[] = [
  { name: 'no driver', driver: 'none', shown: 'not installed', isBooking: false },
  { name: 'v1', driver: '1.15.0', shown: 'v1.15.0, in namespace kube-system', isBooking: false },
  { name: 'v2.0, which marks by labels', driver: '2.0.0', shown: 'v2.0.0, in namespace kube-system', isBooking: true },
  { name: 'v2', driver: '2.7.0', shown: 'v2.7.0, in namespace kube-system', isBooking: true },
  { name: 'v3, as far as it is known', driver: '3.0.0', shown: 'v3.0.0, in namespace kube-system', isBooking: false },
  {
    name: 'a driver in another namespace',
    driver: { version: '2.7.0', namespace: 'storage' },
    shown: 'v2.7.0, in namespace storage',
    isBooking: true,
  },
  {
    name: 'v2 by its digest',
    driver: { version: '2.7.0', digest: DIGEST },
    shown: 'v2, version unknown, in namespace kube-system',
    isBooking: true,
  },
  {
    name: 'v1 by its digest',
    driver: { version: '1.15.0', digest: DIGEST },
    shown: 'v1, version unknown, in namespace kube-system',
    isBooking: false,
  },
];

describe('a recreation with each driver on the model cluster', () => {
  for (const { name, driver, shown, isBooking } of DRIVERS) {
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
