import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import type { Story } from '../stage.js';
import { assertDone, assertExit, assertUntouched, installVolume, readPair, theVolume, untilReady } from './facts.js';

export const volumeHandleStory: Story = {
  name: 'a volume gets another handle, but none that another volume has',
  async tell(stage) {
    await installVolume(stage);
    const taken = `${stage.volumeName}-taken`;
    await stage.create(
      theVolume(stage, { name: taken, handle: taken, claim: 'another' }),
      deployment({ namespace: stage.namespace, replicas: 1 }),
    );
    await untilReady(stage, 1);
    const before = await readPair(stage);

    const refused = await stage.plugin(['s3-pvc', '--new-volume-handle', taken, '--yes']);

    assertExit(refused, 3, new RegExp(`volume ${taken} has the handle "${taken}" already`));
    await assertUntouched(stage, before);
    assert.deepEqual(await stage.runs(), []);

    const free = `${stage.volumeName}-second`;
    assertDone(await stage.plugin(['s3-pvc', '--new-volume-handle', free, '--yes']));

    const { volume } = await readPair(stage);
    assert.deepEqual(volume.spec.csi, { ...before.volume.spec.csi, volumeHandle: free });
    await untilReady(stage, 1);
  },
};
