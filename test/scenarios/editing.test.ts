import assert from 'node:assert/strict';
import { isJsonObject } from '../../src/model/json.js';
import { lastApplied } from '../../src/plan/last-applied.js';
import type { VolumeManifest } from '../support/manifests/volume.js';
import { person, type Person } from '../support/person.js';
import { onModel, type TestEditor } from './model-stage.js';
import type { PluginResult, Stage } from './stage.js';
import { assertDone, assertExit, installVolume, readPair } from './stories/facts.js';

const PATH = '/tmp/draft/s3-pvc.yaml';

interface Edited {
  readonly result: PluginResult;
  readonly texts: readonly string[];
  readonly isRemoved: boolean;
}

/** The program with an editor that makes these of the texts it is opened with, one after the other. */
async function edit(
  args: readonly string[],
  changes: readonly ((text: string) => string)[],
  options: { readonly manifest?: VolumeManifest; readonly somebody?: Person; look?(stage: Stage): Promise<void> } = {},
): Promise<Edited> {
  const texts: string[] = [];
  const editor: TestEditor = {
    edit: (text) => {
      texts.push(text);
      const change = changes[texts.length - 1];
      assert.ok(change, `nobody has expected the editor again:\n${text}`);
      return change(text);
    },
  };
  const results: PluginResult[] = [];
  await onModel(async (stage, { model, stageOn }) => {
    await installVolume(stage, options.manifest);
    results.push(
      await stageOn(model.cluster, undefined, options.somebody, editor).plugin(['s3-pvc', '--edit', ...args]),
    );
    await options.look?.(stage);
  });
  const [result] = results;
  assert.ok(result);
  return { result, texts, isRemoved: editor.isRemoved === true };
}

const authenticate = (text: string): string =>
  text.replace('bucketName: my-bucket', 'bucketName: my-bucket\n      authenticationSource: pod');
const same = (text: string): string => text;

describe('--edit', () => {
  it('shows volume and claim as they can be edited, and carries the edit out', async () => {
    const { result, texts, isRemoved } = await edit(['--yes'], [authenticate], {
      async look(stage) {
        const { volume } = await readPair(stage);
        assert.deepEqual(volume.spec.csi?.volumeAttributes, { bucketName: 'my-bucket', authenticationSource: 'pod' });
      },
    });
    assertDone(result);
    const [text = ''] = texts;
    assert.match(text, /^# Edit the volume and its claim below/);
    assert.match(text, /^kind: PersistentVolume$[\s\S]*^---$[\s\S]*^kind: PersistentVolumeClaim$/m);
    assert.doesNotMatch(text, /uid:|resourceVersion:|last-applied|status:|bind-completed/);
    assert.ok(isRemoved, 'the file is removed once all is verified');
  });

  it('takes out what was taken out, and keeps the copy of kubectl apply true', async () => {
    const manifest = { attributes: { bucketName: 'my-bucket', stsRegion: 'eu-west-1' }, isApplied: true };
    const { result } = await edit(['--yes'], [(text) => text.replace(/ *stsRegion: .*\n/, '')], {
      manifest,
      async look(stage) {
        const { volume } = await readPair(stage);
        assert.deepEqual(volume.spec.csi?.volumeAttributes, { bucketName: 'my-bucket' });
        const spec = lastApplied(volume)?.['spec'];
        assert.ok(isJsonObject(spec) && isJsonObject(spec['csi']));
        assert.deepEqual(spec['csi']['volumeAttributes'], { bucketName: 'my-bucket' });
        assert.deepEqual(spec['capacity'], { storage: '1200Gi' });
      },
    });
    assertDone(result);
  });

  it('changes in place what can be changed so', async () => {
    const { result } = await edit(['--yes'], [(text) => text.replace('allow-delete', 'read-only')]);
    assertDone(result);
    assert.match(result.stdout, /changed in place/);
  });

  it('gives up where nothing was changed, or nothing is left', async () => {
    for (const [change, words] of [
      [same, 'Edit cancelled, no changes made.\n'],
      [(text: string) => `# a remark\n${text}`, 'Edit cancelled, no changes made.\n'],
      [() => '', 'Edit cancelled, saved file was empty.\n'],
      [() => '# only this\n\n', 'Edit cancelled, saved file was empty.\n'],
    ] as const) {
      const { result, isRemoved } = await edit([], [change], { somebody: person() });
      assert.deepEqual([result.code, result.stdout, result.stderr], [0, '', words]);
      assert.ok(isRemoved);
    }
  });

  it('opens the file again with the reason, on a terminal, until it can be used', async () => {
    const breakIt = (text: string): string => text.replace('spec:', 'spec: [');
    const misspell = (text: string): string =>
      authenticate(text.replace('spec: [', 'spec:')).replace('Source: pod', 'Source: pood');
    const mend = (text: string): string => text.replaceAll('pood', 'pod');
    const { result, texts } = await edit([], [breakIt, misspell, mend], { somebody: person(true) });
    assertDone(result);
    assert.match(texts[1] ?? '', /^# It could not be used as it was saved:\n# the edited text is not valid YAML/m);
    assert.match(
      texts[2] ?? '',
      /^# authenticationSource is "pood", which the driver does not know; did you mean "pod"\?$/m,
    );
    assert.doesNotMatch(texts[2] ?? '', /not valid YAML/);
  });

  it('keeps the file and says where, when the same wrong text is saved again', async () => {
    const breakIt = (text: string): string => text.replace('spec:', 'spec: [');
    const { result, isRemoved } = await edit([], [breakIt, same], { somebody: person() });
    assertExit(result, 2, new RegExp(`edit cancelled: no valid changes were saved\nyour edits are kept in ${PATH}`));
    assert.ok(!isRemoved);
  });

  it('keeps the file for a script at once, and for whoever declines the plan', async () => {
    const script = await edit(['--yes'], [(text) => text.replace('name: s3-pv', 'name: other')]);
    assertExit(script.result, 2, new RegExp(`your edits are kept in ${PATH}`));
    const declined = await edit([], [authenticate], { somebody: person(false) });
    assertExit(declined.result, 8, new RegExp(`your edits are kept in ${PATH}`));
    assert.deepEqual([script.isRemoved, declined.isRemoved], [false, false]);
  });

  it('never takes a finalizer out', async () => {
    const finalizer = 'example.com/guard';
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const { volume } = await readPair(stage);
      await stage.create({
        ...volume,
        metadata: { ...volume.metadata, finalizers: [...(volume.metadata.finalizers ?? []), finalizer] },
      });
      const editor = { edit: (text: string) => text.replace(/ *finalizers:\n *- example.*\n/, '') };
      const result = await stageOn(model.cluster, undefined, undefined, editor).plugin(['s3-pvc', '--edit', '--yes']);
      assert.match(result.stdout, /nothing to do/);
      assert.ok((await readPair(stage)).volume.metadata.finalizers?.includes(finalizer));
    });
  });

  it('is offered among the questions', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const somebody = person('edit', true);
      assertDone(await stageOn(model.cluster, undefined, somebody, { edit: authenticate }).plugin(['s3-pvc']));
    });
  });

  it('goes with single edits on top, and not with a file', async () => {
    const { result } = await edit(['--yes', '--set', 'stsRegion=eu-west-1'], [authenticate]);
    assertDone(result);
    assertExit((await edit(['-f', 'x.yaml'], [])).result, 2, /--edit and --filename contradict each other/);
  });
});
