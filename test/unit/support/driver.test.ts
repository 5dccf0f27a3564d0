import assert from 'node:assert/strict';
import { MOUNT_ATTACHMENT } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { MOUNT_ATTACHMENTS, PODS } from '../../support/model/kinds.js';
import type { ModelCluster } from '../../support/model/model-cluster.js';
import {
  deleteClaim,
  deletePods,
  installVolume,
  onModel,
  recreate,
  theClaim,
  untilClaim,
  untilReady,
} from './on-model.js';

const OTHER_BUCKET = { attributes: { bucketName: 'other-bucket' } };

describe('the model cluster: the S3 driver', () => {
  it(
    'books the Pods of a node on one Mountpoint Pod by their sharing key (FIELD.md 3)',
    onModel({ nodes: 1 }, async (model) => {
      await installVolume(model);
      model.apply(deployment());
      await untilReady(model, 3);

      const [attachment, ...others] = model.all(MOUNT_ATTACHMENTS);
      assert.deepEqual(others, []);
      assert.equal(attachment?.spec.persistentVolumeName, 's3-pv');
      const bookings = Object.entries(attachment.spec.mountpointS3PodAttachments);
      assert.deepEqual(
        bookings.map(([, workloads]) => workloads.length),
        [3],
      );
      const [mountpointPod] = model.all(PODS, 'mount-s3');
      assert.equal(mountpointPod?.metadata.annotations?.['s3.csi.aws.com/volume-name'], 's3-pv');
    }),
  );

  it(
    'makes a new mount for a volume that comes after the old one was let go of',
    onModel({}, async (model) => {
      await replaceBucket(model);
      await model.until('the driver let go', () => model.all(MOUNT_ATTACHMENTS).length === 0);
      await recreate(model, OTHER_BUCKET);
      await untilReady(model, 3);
      assert.deepEqual(model.violations(), []);
    }),
  );

  it(
    'joins the stale mount when the end of the Pods was missed, and that is noticed (FIELD.md 3)',
    onModel({ missReleases: true }, async (model, clock) => {
      await replaceBucket(model);
      await clock.sleep(60_000);
      assert.ok(model.all(MOUNT_ATTACHMENTS).length > 0, 'still booked a minute later');
      await recreate(model, OTHER_BUCKET);
      await untilReady(model, 3);
      assert.match(model.violations()[0] ?? '', /joined the stale mount .*"my-bucket".*"other-bucket"/);
    }),
  );

  it(
    'sweeps what it missed after two to four minutes (FIELD.md 3)',
    onModel({ missReleases: true }, async (model, clock) => {
      await replaceBucket(model);
      const started = clock.now();
      await model.until('it is swept', () => model.all(MOUNT_ATTACHMENTS).length === 0, 300_000);
      const took = clock.now() - started;
      assert.ok(took > 110_000 && took < 245_000, `took ${took} ms`);
      await recreate(model, OTHER_BUCKET);
      await untilReady(model, 3);
      assert.deepEqual(model.violations(), []);
    }),
  );

  it(
    'has nothing to join where a field of the key changed',
    onModel({ missReleases: true }, async (model) => {
      await replaceBucket(model);
      await recreate(model, { attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } });
      await untilReady(model, 3);
      assert.deepEqual(model.violations(), []);
    }),
  );

  it(
    'books nothing before v2: the type is not served',
    onModel({ driver: '1.15.0' }, async (model) => {
      await installVolume(model);
      model.apply(deployment());
      await untilReady(model, 3);
      await assert.rejects(model.cluster.list({ resource: MOUNT_ATTACHMENT }), {
        reason: 'NotFound',
        message: 'the server could not find the requested resource',
      });
    }),
  );

  async function replaceBucket(model: ModelCluster): Promise<void> {
    await installVolume(model);
    model.apply(deployment());
    await untilReady(model, 3);
    await untilClaim(model, 'Bound');
    await deleteClaim(model);
    await deletePods(model);
    await model.until('the claim has gone', () => theClaim(model) === undefined);
  }
});
