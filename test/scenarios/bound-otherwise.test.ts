import assert from 'node:assert/strict';
import { CLAIM, VOLUME } from '../../src/model/references.js';
import { deployment } from '../support/manifests/deployment.js';
import { onModel } from './model-stage.js';
import { assertExit, installVolume, untilReady } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const START_MS = 40_000;

describe('a volume that is bound otherwise than planned', () => {
  it('is told at once, and not only when its Pods, which may never get Ready then, are', async () => {
    await onModel(async (stage, { clock }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace, replicas: 1, startMs: START_MS }));
      await untilReady(stage, 1);
      const startedAt = clock.now();

      const result = await stage.disturbed(EDIT, { verb: 'create', resource: CLAIM }, () =>
        stage.patch(VOLUME, stage.volumeName, { spec: { mountOptions: ['read-only'] } }),
      );

      assertExit(
        result,
        6,
        /^error: claim app\/s3-pvc is not as planned: volume spec.mountOptions is \["read-only"\]/m,
      );
      assert.ok(clock.now() - startedAt < START_MS, `it took ${clock.now() - startedAt} ms`);
    });
  });
});
