import assert from 'node:assert/strict';
import { CLAIM } from '../../../src/model/references.js';
import { startDriverActor, type DriverActor } from '../../cluster/driver.js';
import { deployment } from '../../support/manifests/deployment.js';
import { tellOnControlPlane } from '../control-plane-stage.js';
import type { Stage } from '../stage.js';
import { assertDone, assertExit, installVolume, readPair, readVolume, untilReady } from '../stories/facts.js';
import { useSharedCluster } from './shared-cluster.js';

const NEW_BUCKET = ['s3-pvc', '--set', 'bucketName=new-bucket', '--yes'];

describe('an attachment that the driver has not let go of (FIELD.md 3, the stale-mount hazard)', function () {
  this.timeout(120_000);
  const cluster = useSharedCluster();
  let actor: DriverActor;

  beforeEach(() => {
    // The driver does not notice that the Pods end, as when they are deleted by force.
    actor = startDriverActor(cluster(), { missReleases: true });
  });
  afterEach(() => actor.stop());

  it('keeps every new Pod waiting until it is gone when only the bucket changes', async () => {
    await tellOnControlPlane({ name: 'waits', tell: waitsForTheDriver }, cluster(), 'stale-waits');
  });

  it('stops the run, resumable, when it stays longer than --unmount-timeout', async () => {
    await tellOnControlPlane({ name: 'gives up', tell: givesUp }, cluster(), 'stale-stops');
  });

  async function waitsForTheDriver(stage: Stage): Promise<void> {
    await mounted(stage);
    const running = stage.plugin(NEW_BUCKET);
    await stage.until('the claim is gone', async () => (await stage.read(CLAIM, 's3-pvc')) === undefined);
    // The Pods that wait are there already, and none of them has a node as long as the attachment stands.
    await untilPodsWait(stage);
    assert.ok((await attachments(stage)).length > 0);
    assert.equal(
      (await readVolume(stage)).spec.csi?.volumeAttributes?.['bucketName'],
      'my-bucket',
      'the new volume is not made yet',
    );

    await actor.sweep();

    assertDone(await running);
    assert.equal((await readVolume(stage)).spec.csi?.volumeAttributes?.['bucketName'], 'new-bucket');
    await untilReady(stage, 2);
  }

  async function givesUp(stage: Stage): Promise<void> {
    await mounted(stage);
    const before = await readPair(stage);

    const result = await stage.plugin([...NEW_BUCKET, '--unmount-timeout', '1s']);

    assertExit(
      result,
      7,
      /waited 1 s for the driver to let go of the old mount .*: Mountpoint Pod mount-s3\/mp-.* serves Pod uid/,
    );
    const [run = ''] = await stage.runs();
    assert.match(result.stderr, new RegExp(`kubectl s3csi-recreate resume ${run}`));
    assert.equal((await readVolume(stage)).metadata.uid, before.volume.metadata.uid);
    await actor.sweep();
    assertDone(await stage.plugin(['resume', run, '--yes']));
    assert.equal((await readVolume(stage)).spec.csi?.volumeAttributes?.['bucketName'], 'new-bucket');
    await untilReady(stage, 2);
  }

  async function mounted(stage: Stage): Promise<void> {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
    await untilReady(stage, 2);
    await stage.until('the driver has mounted it', async () => (await attachments(stage)).length > 0);
  }

  async function attachments(stage: Stage) {
    return (await actor.attachments()).filter(({ spec }) => spec.persistentVolumeName === stage.volumeName);
  }
});

async function untilPodsWait(stage: Stage): Promise<void> {
  await stage.until('two Pods wait without a node', async () => {
    const pods = await stage.pods();
    return pods.length === 2 && pods.every(({ spec }) => spec.nodeName === undefined);
  });
}
