import assert from 'node:assert/strict';
import { deployment } from '../support/manifests/deployment.js';
import { person, type Person } from '../support/person.js';
import { onModel } from './model-stage.js';
import { assertDone, assertExit, installVolume, readVolume, theClaim, theVolume } from './stories/facts.js';

describe('without a claim: a terminal is offered those of S3 volumes', () => {
  it('with volume, bucket, authentication and Pods; the one that is chosen is changed', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(
        {
          ...theVolume(stage, {
            name: 'a-pv',
            claim: 'a-longer-name',
            handle: 'a',
            attributes: { bucketName: 'b', authenticationSource: 'pod' },
          }),
        },
        { ...theVolume(stage, { name: 'other', namespace: 'elsewhere', handle: 'o' }) },
      );
      await stage.create(deployment({ namespace: stage.namespace }));
      await stage.until('its Pods are there', async () => (await stage.pods()).length === 3);
      const names: string[] = [];
      const somebody = person('s3-pvc', true);
      const watching = { ...somebody, choose: spy(somebody, names) };

      assertDone(await stageOn(model.cluster, undefined, watching).plugin(['--set', 'stsRegion=eu-west-1']));

      assert.deepEqual(names, [
        'a-longer-name  volume a-pv   bucket b          authentication pod     0 Pods',
        's3-pvc         volume s3-pv  bucket my-bucket  authentication driver  3 Pods',
      ]);
      assert.equal((await readVolume(stage)).spec.csi?.volumeAttributes?.['stsRegion'], 'eu-west-1');
    });
  });

  it('or told that there are none', async () => {
    await onModel(async (_stage, { model, stageOn }) => {
      const result = await stageOn(model.cluster, undefined, person()).plugin([]);
      assertExit(result, 3, /no claim in namespace app has a volume of the S3 CSI driver/);
    });
  });

  it('is wrong input for a script', async () => {
    await onModel(async (stage) => {
      await stage.create(theVolume(stage), theClaim(stage));
      assertExit(await stage.plugin([]), 2, /no claim was named/);
      assertExit(await stage.plugin(['--set', 'a=b']), 2, /no claim was named/);
    });
  });
});

function spy(somebody: Person, names: string[]): Person['choose'] {
  return (question, choices, signal) => {
    names.push(...choices.map(({ name }) => name));
    return somebody.choose(question, choices, signal);
  };
}
