import assert from 'node:assert/strict';
import { Failure } from '../../src/model/errors.js';
import type { VolumeManifest } from '../support/manifests/volume.js';
import { person, type Person } from '../support/person.js';
import { onModel } from './model-stage.js';
import type { PluginResult, Stage } from './stage.js';
import { assertDone, assertExit, installVolume, readVolume } from './stories/facts.js';

const PLAN = 'Recreate claim and volume?';

/** The program with somebody at the terminal, on a volume like this. */
async function asked(
  args: readonly string[],
  somebody: Person,
  manifest: VolumeManifest = {},
  look: (stage: Stage, result: PluginResult) => Promise<void> = () => Promise.resolve(),
): Promise<PluginResult> {
  const results: PluginResult[] = [];
  await onModel(async (stage, { model, stageOn }) => {
    await installVolume(stage, manifest);
    const result = await stageOn(model.cluster, undefined, somebody).plugin(args);
    await look(stage, result);
    results.push(result);
  });
  assert.deepEqual(somebody.left(), [], 'every answer was asked for');
  const [result] = results;
  assert.ok(result);
  return result;
}

async function attributesAfter(stage: Stage): Promise<unknown> {
  return (await readVolume(stage)).spec.csi?.volumeAttributes;
}

describe('a claim without a word of what to change: a terminal is asked', () => {
  it('lets the Pods authenticate themselves, shows the plan and asks once', async () => {
    const somebody = person('pod', 'done', true);
    const result = await asked(['s3-pvc'], somebody, {}, async (stage) => {
      assert.deepEqual(await attributesAfter(stage), { bucketName: 'my-bucket', authenticationSource: 'pod' });
    });
    assertDone(result);
    assert.deepEqual(somebody.heard, [
      'What is to change of claim app/s3-pvc?',
      'What else is to change? So far: authenticationSource=pod',
      PLAN,
    ]);
    assert.match(result.stderr, /\+ +authenticationSource: pod/);
  });

  it('offers what makes sense for this volume, and the plan once there is something to show', async () => {
    const attributes = { bucketName: 'my-bucket', authenticationSource: 'pod' };
    const somebody = person('cache', 'done', true);
    await asked(
      ['s3-pvc'],
      somebody,
      { attributes, mountOptions: ['cache /tmp/s3', 'allow-delete'] },
      async (stage) => {
        const { spec } = await readVolume(stage);
        assert.deepEqual(spec.csi?.volumeAttributes, { ...attributes, cache: 'emptyDir' });
        assert.deepEqual(spec.mountOptions, ['allow-delete']);
      },
    );
    assert.deepEqual(somebody.offered, [
      ['cache', 'attribute', 'unset', 'mount-options', 'edit', 'unchanged'],
      ['done', 'attribute', 'unset', 'mount-options'],
    ]);
  });

  it('asks for an attribute and its value, and again while the driver would reject it', async () => {
    const somebody = person(
      'attribute',
      'cacheEmptyDirSizeLimit',
      '',
      '2 Gigs',
      '2Gi',
      'attribute',
      'cache',
      'emptyDir',
      'done',
      true,
    );
    await asked(['s3-pvc'], somebody, {}, async (stage) => {
      assert.deepEqual(await attributesAfter(stage), {
        bucketName: 'my-bucket',
        cache: 'emptyDir',
        cacheEmptyDirSizeLimit: '2Gi',
      });
    });
    assert.equal(somebody.heard[3], 'cacheEmptyDirSizeLimit needs a value');
    assert.match(somebody.heard[5] ?? '', /"2 Gigs", which is not a Kubernetes quantity\. Write a number/);
  });

  it('does not show the plan before what is missing beside an attribute is set', async () => {
    const somebody = person(
      ...['attribute', 'cache', 'ephemeral'],
      ...['attribute', 'cacheEphemeralStorageClassName', 'gp3'],
      ...['attribute', 'cacheEphemeralStorageResourceRequest', '5Gi', 'done', true],
    );
    assertDone(await asked(['s3-pvc'], somebody));
    assert.match(
      somebody.heard[3] ?? '',
      /^cache is "ephemeral" but cacheEphemeralStorageClassName.*\n.*So far: cache=ephemeral/,
    );
    assert.ok(!somebody.offered[3]?.includes('done'));
  });

  it('changes mount options: known ones with their value, others as they are typed', async () => {
    const somebody = person(
      ...['mount-options', 'add', 'uid', '', '1000'],
      ...['mount-options', 'add', 'another', 'region us-east-1', 'gid 1000'],
      'mount-options',
      'remove',
      ['allow-delete'],
      ...['mount-options', 'add', 'read-only', 'done', true],
    );
    await asked(['s3-pvc'], somebody, {}, async (stage) => {
      assert.deepEqual((await readVolume(stage)).spec.mountOptions, [
        'region eu-central-1',
        'uid 1000',
        'gid 1000',
        'read-only',
      ]);
    });
    assert.ok(somebody.heard.includes('uid needs a value'));
    assert.ok(somebody.heard.some((words) => words.includes('conflicts with "region eu-central-1"')));
  });

  it('takes attributes out, but none that the driver needs, and sets one that was to go after all', async () => {
    const attributes = {
      bucketName: 'my-bucket',
      authenticationSource: 'pod',
      cache: 'emptyDir',
      stsRegion: 'eu-west-1',
    };
    const somebody = person(
      ...['unset', ['authenticationSource', 'cache', 'stsRegion']],
      ...['attribute', 'cache', 'emptyDir', 'done', true],
    );
    await asked(['s3-pvc'], somebody, { attributes }, async (stage) => {
      assert.deepEqual(await attributesAfter(stage), { bucketName: 'my-bucket', cache: 'emptyDir' });
    });
    assert.deepEqual(somebody.offered[1], ['authenticationSource', 'cache', 'stsRegion']);
    assert.match(somebody.heard[2] ?? '', /So far: no attribute authenticationSource, no attribute cache/);
  });

  it('recreates both as they are', async () => {
    assertDone(await asked(['s3-pvc'], person('unchanged', true)));
  });

  it('ends where no answer is given, at every question, and has changed nothing', async () => {
    const gone = new Failure('declined', 'no answer was given; nothing was changed');
    for (const answers of [
      [gone],
      ['attribute', gone],
      ['attribute', 'stsRegion', gone],
      ['mount-options', gone],
      ['mount-options', 'remove', gone],
      ['pod', gone],
      ['pod', 'done', gone],
      ['pod', 'done', false],
    ]) {
      const result = await asked(['s3-pvc'], person(...answers), {}, async (stage) => {
        assert.deepEqual(await attributesAfter(stage), { bucketName: 'my-bucket' });
        assert.deepEqual(await stage.runs(), []);
      });
      assertExit(result, 8, /nothing was changed/);
    }
  });

  it('asks nothing where the claim is not one to change', async () => {
    await onModel(async (_stage, { model, stageOn }) => {
      const result = await stageOn(model.cluster, undefined, person()).plugin(['s3-pvc']);
      assertExit(result, 5, /claim app\/s3-pvc does not exist/);
    });
  });

  it('is told the claim where the volume was named in its place', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      const result = await stage.plugin(['s3-pv', '--set', 'authenticationSource=pod', '--yes']);
      assertExit(result, 5, /^error: claim app\/s3-pv does not exist$/m);
      assert.match(
        result.stderr,
        /volume s3-pv, of claim app\/s3-pvc; name the claim: kubectl s3csi-recreate s3-pvc -n app$/m,
      );
    });
  });

  it('is no question for a script, and none with --yes', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      assertExit(await stage.plugin(['s3-pvc']), 2, /nothing says what to change/);
      assertExit(await stageOn(model.cluster, undefined, person()).plugin(['s3-pvc', '--yes']), 2, /nothing says/);
    });
  });
});
