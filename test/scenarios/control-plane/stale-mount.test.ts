import assert from 'node:assert/strict';
import { CLAIM } from '../../../src/model/references.js';
import { MOUNT_NAMESPACE, NEEDS_UNMOUNT_ANNOTATION, VOLUME_NAME_MARK } from '../../../src/s3csi/driver-name.js';
import type { Pod } from '../../../src/model/objects.js';
import { pod } from '../../support/manifests/pod.js';
import { ATTACHMENTS_PATH } from '../../cluster/attachments-path.js';
import { startDriverActor, type DriverActor } from '../../cluster/driver.js';
import { deployment } from '../../support/manifests/deployment.js';
import { tellOnControlPlane } from '../control-plane-stage.js';
import type { Stage } from '../stage.js';
import { allTheWhile } from '../stories/all-the-while.js';
import { assertDone, assertExit, installVolume, readPair, readVolume, uidsOf, untilReady } from '../stories/facts.js';
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

  it('keeps every new Pod without a node until it is gone when only the bucket changes and the old Pods are deleted by force', async () => {
    await tellOnControlPlane({ name: 'waits', tell: waitsForTheDriver }, cluster(), 'stale-waits');
  });

  it('stops the run, resumable, when it stays longer than --unmount-timeout', async () => {
    await tellOnControlPlane({ name: 'gives up', tell: givesUp }, cluster(), 'stale-stops');
  });

  it('need not be waited for by a volume under another handle, and rollback brings the old one back', async () => {
    await tellOnControlPlane({ name: 'goes another way', tell: goesAnotherWay }, cluster(), 'stale-handle');
  });

  async function goesAnotherWay(stage: Stage): Promise<void> {
    await mounted(stage);
    const { volume } = await readPair(stage);
    const stopped = await stage.plugin([...NEW_BUCKET, '--unmount-timeout', '1s']);
    assertExit(stopped, 7, /--new-volume-handle/);
    const [run = ''] = await stage.runs();

    assertDone(await stage.plugin(['resume', run, '--yes', '--new-volume-handle', `${stage.volumeName}-second`]));

    const csi = (await readVolume(stage)).spec.csi;
    assert.deepEqual(
      [csi?.volumeHandle, csi?.volumeAttributes?.['bucketName']],
      [`${stage.volumeName}-second`, 'new-bucket'],
    );
    await untilReady(stage, 2);
    // What was decided on the way is remembered.
    const again = await stage.plugin(['resume', run, '--dry-run=client']);
    assert.match(again.stdout, /nothing to do/);
    await actor.sweep();
    assertDone(await stage.plugin(['rollback', run, '--yes']));
    assert.deepEqual((await readVolume(stage)).spec.csi, volume.spec.csi);
  }

  it('is found when a Pod is given it all the same', async () => {
    await tellOnControlPlane({ name: 'is found', tell: isFound }, cluster(), 'stale-found');
  });

  async function isFound(stage: Stage): Promise<void> {
    actor.missReleases = false;
    const { api } = cluster();
    await api.expect('POST', '/api/v1/namespaces/mount-s3/pods', leavingMountpointPod('mp-before', stage.volumeName));
    await mounted(stage);
    assertDone(await stage.plugin(NEW_BUCKET));
    const [run = ''] = await stage.runs();
    await untilBooked(stage);
    await actor.stop();
    const [attachment] = await attachments(stage);
    assert.ok(attachment);
    const [workloads = []] = Object.values(attachment.spec.mountpointS3PodAttachments);
    await api.expect('PUT', `${ATTACHMENTS_PATH}/${attachment.metadata.name}`, {
      ...attachment,
      spec: { ...attachment.spec, mountpointS3PodAttachments: { 'mp-before': workloads } },
    });

    const result = await stage.plugin(['resume', run, '--yes']);

    assertExit(result, 6, /older than volume .*, and may show what it was before: Pod web-\S+ on mp-before/);
    assert.match(result.stderr, /--unchanged/);
  }

  async function waitsForTheDriver(stage: Stage): Promise<void> {
    await mounted(stage);
    const left = new Set((await attachments(stage)).map(({ metadata }) => metadata.name));
    const old = await stage.pods();
    const watch = watchNewPods(stage, old, left);
    const running = stage.plugin(NEW_BUCKET);
    await stage.until('the claim is going', async () => {
      return (await stage.read(CLAIM, 's3-pvc'))?.metadata.deletionTimestamp !== undefined;
    });
    for (const { metadata } of old) await deleteByForce(stage, metadata.name);
    await stage.until('the claim is gone', async () => (await stage.read(CLAIM, 's3-pvc')) === undefined);
    // The Pods that wait are there already, and none of them has a node as long as the attachment stands.
    await untilPodsWait(stage);
    // A run that did not wait would have given them nodes by then.
    await watch.looks(40);
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
    assert.deepEqual(await watch.end(), { early: [], seen: 2 });
  }

  /** Looks all the time for new Pods that have a node while an attachment of before still stands. */
  function watchNewPods(stage: Stage, old: readonly Pod[], left: ReadonlySet<string>) {
    const known = new Set(uidsOf(old));
    const early = new Set<string>();
    const seen = new Set<string>();
    let count = 0;
    const looking = allTheWhile(stage, 'the watch', async () => {
      const placed = (await stage.pods()).filter(({ spec }) => spec.nodeName !== undefined);
      // Asked after the Pods: what still stands now stood when they were placed.
      const stands = (await attachments(stage)).some(({ metadata }) => left.has(metadata.name));
      for (const { metadata } of placed.filter(({ metadata: { uid = '' } }) => !known.has(uid))) {
        seen.add(metadata.name);
        if (stands) early.add(metadata.name);
      }
      count += 1;
    });
    return {
      /** Returns after so many looks more. */
      looks(more: number): Promise<void> {
        const until = count + more;
        return stage.until('it was looked at often', () => Promise.resolve(count >= until));
      },
      async end() {
        await looking.end();
        return { early: [...early], seen: seen.size };
      },
    };
  }

  async function deleteByForce({ namespace }: Stage, name: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`;
    await cluster().api.expect('DELETE', path, undefined, [404]);
  }

  async function givesUp(stage: Stage): Promise<void> {
    await mounted(stage);
    const before = await readPair(stage);

    const result = await stage.plugin([...NEW_BUCKET, '--unmount-timeout', '5s']);

    assertExit(
      result,
      7,
      /waited 5 s for the driver to let go of the old mount .*: Mountpoint Pod mount-s3\/mp-.* serves Pod uid/,
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
    await untilBooked(stage);
  }

  /** The driver's controller books one Pod after the other, and none once it is stopped. */
  async function untilBooked(stage: Stage): Promise<void> {
    const uids = uidsOf(await untilReady(stage, 2));
    await stage.until('the driver has booked both Pods', async () => {
      const books = JSON.stringify(await attachments(stage));
      return uids.every((uid) => books.includes(uid));
    });
  }

  async function attachments(stage: Stage) {
    return (await actor.attachments()).filter(({ spec }) => spec.persistentVolumeName === stage.volumeName);
  }
});

/** One that is about to unmount: nobody waits for it, and nobody is given it. */
function leavingMountpointPod(name: string, volumeName: string): object {
  const annotations = { [VOLUME_NAME_MARK]: volumeName, [NEEDS_UNMOUNT_ANNOTATION]: 'true' };
  return {
    ...pod({ name, namespace: MOUNT_NAMESPACE, claims: [] }),
    metadata: { name, namespace: MOUNT_NAMESPACE, annotations },
  };
}

async function untilPodsWait(stage: Stage): Promise<void> {
  await stage.until('two Pods wait without a node', async () => {
    const pods = await stage.pods();
    return pods.length === 2 && pods.every(({ spec }) => spec.nodeName === undefined);
  });
}
