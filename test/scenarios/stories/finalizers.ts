import assert from 'node:assert/strict';
import { POD, VOLUME } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import type { Story } from '../stage.js';
import { assertDone, assertExit, assertRecreated, installVolume, readPair, readVolume, untilReady } from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

export const foreignFinalizerStory: Story = {
  name: 'finalizers of others on Pod and volume are named with their controllers, waited for, and never removed',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    const [pod] = await untilReady(stage, 1);
    const podName = pod?.metadata.name ?? '';
    const attacher = 'external-attacher/s3-csi-aws-com';
    await stage.patch(POD, podName, { metadata: { finalizers: ['velero.io/hold'] } });
    const { finalizers = [] } = (await readVolume(stage)).metadata;
    await stage.patch(VOLUME, stage.volumeName, { metadata: { finalizers: [attacher, ...finalizers] } });
    const before = await readPair(stage);

    const first = await stage.plugin([...EDIT, '--timeout', '10s']);

    assertExit(
      first,
      7,
      /^ +! PersistentVolume \S+ has the finalizer external-attacher\/\S+ of the external-attacher of /m,
    );
    assert.match(
      first.stderr,
      /^ +! Pod web-\S+ has the finalizer velero\.io\/hold of Velero; its deletion waits until /m,
    );
    assert.match(first.stderr, /^error: waited 10 s for claim .*, held by finalizer velero\.io\/hold of Velero$/m);
    await stage.patch(POD, podName, { metadata: { finalizers: null } });
    const second = await stage.plugin(['resume', '--yes', '--timeout', '10s']);
    assertExit(
      second,
      7,
      /^error: waited 10 s for volume .*: finalizer external-attacher\/\S+ of the external-attacher of /m,
    );
    const held = await readVolume(stage);
    assert.ok(held.metadata.deletionTimestamp !== undefined && held.metadata.finalizers?.includes(attacher));

    await stage.patch(VOLUME, stage.volumeName, { metadata: { finalizers: null } });
    assertDone(await stage.plugin(['resume', '--yes']));
    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 1);
  },
};
