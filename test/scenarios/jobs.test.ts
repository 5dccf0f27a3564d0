import assert from 'node:assert/strict';
import type { Pod } from '../../src/model/objects.js';
import { POD } from '../../src/model/references.js';
import { job } from '../support/manifests/job.js';
import { POD_WISHES } from '../support/manifests/pod-wishes.js';
import { onModel } from './model-stage.js';
import type { Stage } from './stage.js';
import { assertDone, assertRecreated, installVolume, isReady, readPair, uidsOf, untilReady } from './stories/facts.js';

const MOMENTS = Array.from({ length: 30 }, (_, index) => 20 + index * 20);

describe('a Job on the model cluster', () => {
  for (const edit of [
    ['--set', 'authenticationSource=pod'],
    ['--mount-option', 'allow-other'],
  ]) {
    it(`that is done at any moment of a run with ${edit.join(' ')} does not keep it from its end`, async () => {
      for (const runMs of MOMENTS) {
        await onModel(async (stage) => {
          await installVolume(stage);
          await stage.create(job({ namespace: stage.namespace, runMs }));
          await untilReady(stage, 1);
          const before = await readPair(stage);

          assertDone(await stage.plugin(['s3-pvc', ...edit, '--yes', '--allow-job-restart']));

          if (edit[0] === '--set') {
            await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
          }
        });
      }
    });
  }

  it('of several Pods is whole again with one that was done before anybody saw it Ready', async () => {
    await onModel(async (stage) => {
      const { namespace } = stage;
      await installVolume(stage);
      await stage.create(job({ namespace, completions: 2, isNeverReady: true }));
      await stage.until('two Pods have nodes', async () => (await placed(stage)).length === 2);
      const old = uidsOf(await stage.pods());

      const running = stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--allow-job-restart']);
      const fresh = async () => (await placed(stage)).filter(({ metadata }) => !old.includes(metadata.uid ?? ''));
      await stage.until('two others have nodes', async () => (await fresh()).length === 2);
      const [done, other] = await fresh();
      await stage.patchStatus(POD, done?.metadata.name ?? '', { phase: 'Succeeded', conditions: [] });
      await stage.patch(POD, other?.metadata.name ?? '', {
        metadata: { annotations: { [POD_WISHES.notReady]: null, [POD_WISHES.runMs]: 'never' } },
      });

      assertDone(await running);
    });
  });

  it('does not take a Pod that had ended before for the replacement of one that was restarted', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      await stage.create(job({ namespace: stage.namespace, completions: 2, runMs: 'never', startMs: 3000 }));
      const [done, other] = await untilReady(stage, 2);
      await stage.patchStatus(POD, done?.metadata.name ?? '', { phase: 'Succeeded', conditions: [] });

      const result = await stage.plugin(['s3-pvc', '--mount-option', 'allow-other', '--yes', '--allow-job-restart']);

      assertDone(result);
      const [fresh, ...others] = (await stage.pods()).filter(isReady);
      assert.ok(fresh, 'the Pod that came after it is Ready');
      assert.notEqual(fresh.metadata.uid, other?.metadata.uid);
      assert.deepEqual(others, []);
    });
  });
});

async function placed(stage: Stage): Promise<readonly Pod[]> {
  return (await stage.pods()).filter(({ spec }) => spec.nodeName !== undefined);
}
