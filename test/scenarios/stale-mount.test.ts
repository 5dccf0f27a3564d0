import assert from 'node:assert/strict';
import type { Pod } from '../../src/model/objects.js';
import { deployment } from '../support/manifests/deployment.js';
import { MOUNT_ATTACHMENTS, PODS } from '../support/model/kinds.js';
import { onModel } from './model-stage.js';
import { assertDone, installVolume, readVolume, uidsOf, untilReady } from './stories/facts.js';

const SEEDS = [1, 2, 3, 4, 5];

describe('an attachment that was left behind, on the model cluster (FIELD.md 3, the stale-mount hazard)', () => {
  it('keeps every new Pod without a node until it is gone when only the bucket changes', async () => {
    for (const seed of SEEDS) {
      const violations = await onModel(
        async (stage, { model }) => {
          await installVolume(stage);
          await stage.create(deployment({ namespace: stage.namespace }));
          const old = uidsOf(await untilReady(stage, 3));
          const left = uidsOf(model.all(MOUNT_ATTACHMENTS));
          const [early, placed] = [new Set<string>(), new Set<string>()];
          model.onChange(({ kind, object }) => {
            const { uid = '', namespace } = object.metadata;
            if (kind !== PODS || namespace !== stage.namespace || old.includes(uid)) return;
            if ((object as Pod).spec.nodeName === undefined) return;
            placed.add(uid);
            const stands = uidsOf(model.all(MOUNT_ATTACHMENTS)).some((attachment) => left.includes(attachment));
            if (stands) early.add(uid);
          });

          assertDone(await stage.plugin(['s3-pvc', '--set', 'bucketName=new-bucket', '--yes']));

          assert.equal((await readVolume(stage)).spec.csi?.volumeAttributes?.['bucketName'], 'new-bucket');
          await untilReady(stage, 3);
          assert.ok(left.length > 0 && placed.size === 3);
          assert.deepEqual([...early], []);
        },
        { seed, missReleases: true },
      );
      assert.deepEqual(violations, []);
    }
  });
});
