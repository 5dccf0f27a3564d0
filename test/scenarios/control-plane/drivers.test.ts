import assert from 'node:assert/strict';
import type { ControlPlane } from '../../cluster/control-plane.js';
import { installDriver, removeDriver } from '../../cluster/driver.js';
import { startControlPlane } from '../../cluster/start.js';
import { deployment } from '../../support/manifests/deployment.js';
import { tellOnControlPlane } from '../control-plane-stage.js';
import { INSTALLED_DRIVERS, type InstalledDriver } from '../installed-drivers.js';
import type { Stage } from '../stage.js';
import { assertDone, assertRecreated, installVolume, readPair, untilReady } from '../stories/facts.js';

/** Drivers come and go here, so this control plane is shared with nobody. */
describe('a recreation with each driver on the real control plane', function () {
  this.timeout(120_000);
  let cluster: ControlPlane | undefined;

  before('a control plane without a driver', async function () {
    this.timeout(30 * 60_000);
    cluster = await startControlPlane();
    await cluster.api.expect('POST', '/api/v1/namespaces', { metadata: { name: 'storage' } });
  });
  after(() => cluster?.stop());

  for (const [index, installed] of INSTALLED_DRIVERS.entries()) {
    const { name, driver, shown } = installed;
    it(`${name}: shown as "${shown}", and the bucket is changed`, async () => {
      assert.ok(cluster);
      if (driver !== 'none') await installDriver(cluster, driver);
      try {
        const tell = (stage: Stage): Promise<void> => changeBucket(stage, installed);
        await tellOnControlPlane({ name, tell }, cluster, `driver-${index + 1}`);
      } finally {
        if (driver !== 'none') await removeDriver(cluster, driver);
      }
    });
  }
});

async function changeBucket(stage: Stage, { shown, isBooking }: InstalledDriver): Promise<void> {
  await installVolume(stage);
  await stage.create(deployment({ namespace: stage.namespace, replicas: 1, stopMs: 100 }));
  await untilReady(stage, 1);
  const before = await readPair(stage);

  const result = await stage.plugin(['s3-pvc', '--set', 'bucketName=other-bucket', '--yes']);

  assertDone(result);
  assert.match(result.stderr, new RegExp(`^Driver +${shown.replaceAll('.', '\\.')}$`, 'm'));
  const isSkipped = /not needed: this driver has no Mountpoint Pods that could be shared/.test(result.stderr);
  assert.equal(isSkipped, !isBooking);
  await assertRecreated(stage, before, { bucketName: 'other-bucket' });
  await untilReady(stage, 1);
}
