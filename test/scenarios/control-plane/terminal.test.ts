import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { deployment } from '../../support/manifests/deployment.js';
import { KEYS, openTerminal, type Terminal, type TerminalOptions } from '../../support/terminal.js';
import { POD } from '../../../src/model/references.js';
import { installVolume, readPair, readVolume, untilReady, type Pair } from '../stories/facts.js';
import { PLUGIN_EXECUTABLE } from '../plugin-executable.js';
import { useFreshPlaces } from './place.js';

const FINALIZER = 'test.s3csi-recreate/hold';
const EDIT = ['s3-pvc', '--set', 'stsRegion=eu-west-1'];
const [SHOW_CURSOR, HIDE_CURSOR] = ['\u001b[?25h', '\u001b[?25l'];

describe('the executable on a terminal', function () {
  this.timeout(90_000);
  const place = useFreshPlaces('terminal');
  let terminal: Terminal | undefined;
  let before: Pair;

  beforeEach(async () => {
    await installVolume(place().stage);
    before = await readPair(place().stage);
  });

  afterEach(async () => {
    terminal?.kill();
    for (const { metadata } of await place().stage.pods()) {
      if (metadata.finalizers?.includes(FINALIZER) !== true) continue;
      await place().stage.patch(POD, metadata.name, { metadata: { finalizers: null } });
    }
  });

  function open(args: readonly string[], options: Partial<TerminalOptions> = {}): Terminal {
    const { env, folder, stage } = place();
    return (terminal = openTerminal(PLUGIN_EXECUTABLE, [...args, '-n', stage.namespace], {
      cwd: folder,
      ...options,
      env: { ...env, ...options.env },
    }));
  }

  async function assertNothingChanged(): Promise<void> {
    const now = await readPair(place().stage);
    assert.deepEqual(now.volume.metadata.resourceVersion, before.volume.metadata.resourceVersion);
    assert.deepEqual(now.claim.metadata.resourceVersion, before.claim.metadata.resourceVersion);
    assert.deepEqual(await place().stage.runs(), []);
  }

  it('asks which claim and what to change, shows the plan, asks once, and is done', async () => {
    const shown = open([]);
    await shown.shows(
      /Which claim in namespace terminal-1\?[\s\S]*s3-pvc +volume terminal-1-pv +bucket my-bucket +authentication driver +0 Pods/,
    );
    shown.press(KEYS.enter);
    await shown.shows(/What is to change of claim[\s\S]*authenticationSource=pod/);
    shown.press(KEYS.enter);
    await shown.shows(/So far: authenticationSource=pod[\s\S]*show the plan/);
    shown.press(KEYS.enter);
    await shown.shows(/Recreate claim and volume\? \(y\/N\)/);
    shown.press(`y${KEYS.enter}`);
    assert.equal(await shown.ended, 0, shown.text());
    assert.match(shown.text(), /✔ verified in/);
    assertCursorIsBack(shown);
    const { spec } = await readVolume(place().stage);
    assert.deepEqual(spec.csi?.volumeAttributes, { bucketName: 'my-bucket', authenticationSource: 'pod' });
  });

  it('tells at once that a value is wrong, and takes the next one', async () => {
    const shown = open(['s3-pvc', '--dry-run=client']);
    await shown.shows(/set an attribute/);
    shown.press(`${KEYS.down}${KEYS.enter}`);
    await shown.shows(/Which attribute\?/);
    shown.press(`${KEYS.down.repeat(2)}${KEYS.enter}`);
    await shown.shows(/stsRegion, region of STS/);
    shown.press(`EU${KEYS.enter}`);
    await shown.shows(/"EU", which cannot be the name of a region/);
    shown.press(`\u007f\u007feu-west-1${KEYS.enter}`);
    await shown.shows(/So far: stsRegion=eu-west-1/);
    shown.press(KEYS.enter);
    assert.equal(await shown.ended, 0, shown.text());
    assert.match(shown.text(), /would be recreated \(dry run\)/);
    await assertNothingChanged();
  });

  for (const [name, key] of [
    ['Ctrl-C', KEYS.ctrlC],
    ['Ctrl-D', KEYS.ctrlD],
  ] as const) {
    it(`leaves at ${name}, at every kind of question, with the cursor back and nothing done`, async () => {
      const toAnAttribute = [
        [/What is to change[\s\S]*as they are/, `${KEYS.down}${KEYS.enter}`],
        [/Which attribute\?[\s\S]*navigate/, `${KEYS.down.repeat(2)}${KEYS.enter}`],
      ] as const;
      for (const [args, way, question] of [
        [[], [], /Which claim[\s\S]*navigate/],
        [['s3-pvc'], [], /What is to change[\s\S]*navigate/],
        [['s3-pvc'], toAnAttribute, /stsRegion, region of STS/],
        [EDIT, [], /Recreate claim and volume\?/],
      ] as const) {
        const shown = open(args);
        for (const [asked, keys] of way) {
          await shown.shows(asked);
          shown.press(keys);
        }
        await shown.shows(question);
        shown.press(key);
        assert.equal(await shown.ended, 8, shown.text());
        assert.match(shown.text(), /error: no answer was given; nothing was changed/);
        assertCursorIsBack(shown);
      }
      await assertNothingChanged();
    });
  }

  it('keeps one line for each step while the terminal changes its size, and stops at Ctrl-C with the cursor back', async () => {
    const { stage } = place();
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    const [pod] = await untilReady(stage, 1);
    await stage.patch(POD, pod?.metadata.name ?? '', { metadata: { finalizers: [FINALIZER] } });
    const shown = open([...EDIT, '--yes'], { columns: 60 });
    await shown.shows(/stop 1 Pod and wait[\s\S]* s: /);
    for (const columns of [30, 120, 12, 80]) {
      shown.resize(columns, 24);
      shown.press('');
      await shown.shows(/stop 1 Pod/);
    }
    shown.press(KEYS.ctrlC);
    assert.equal(await shown.ended, 130, shown.text());
    assert.match(shown.text(), /error: interrupted[\s\S]*go on: +kubectl s3csi-recreate resume/);
    assertCursorIsBack(shown);
  });

  it('asks on a narrow terminal too', async () => {
    const shown = open(['s3-pvc', '--dry-run=client'], { columns: 24, rows: 12 });
    await shown.shows(/What is to/);
    shown.press(KEYS.enter);
    await shown.shows(/So far/);
    shown.press(KEYS.enter);
    assert.equal(await shown.ended, 0, shown.text());
  });

  it('speaks in plain lines where TERM is dumb, and asks by number', async () => {
    const shown = open(['s3-pvc'], { env: { TERM: 'dumb' } });
    await shown.shows(/1: let the Pods authenticate[\s\S]*Type a number from 1 to \d: $/);
    shown.press(`1${KEYS.enter}`);
    await shown.shows(/1: nothing else; show the plan[\s\S]*Type a number/);
    shown.press(`1${KEYS.enter}`);
    await shown.shows(/Recreate claim and volume\? Type yes or no: $/);
    shown.press(`yes${KEYS.enter}`);
    assert.equal(await shown.ended, 0, shown.text());
    assert.ok(!shown.raw().includes('\u001b'), 'nothing moves the cursor');
    assert.match(shown.text(), /ok: verified in/);
  });

  for (const [name, key] of [
    ['Ctrl-C', KEYS.ctrlC],
    ['Ctrl-D', KEYS.ctrlD],
  ] as const) {
    it(`leaves at ${name} there too`, async () => {
      for (const [args, question] of [
        [['s3-pvc'], /Type a number/],
        [EDIT, /Type yes or no/],
      ] as const) {
        const shown = open(args, { env: { TERM: 'dumb' } });
        await shown.shows(question);
        shown.press(key);
        assert.ok([8, 130].includes(await shown.ended), shown.text());
        assert.match(shown.text(), /error: .*nothing was changed/);
      }
      await assertNothingChanged();
    });
  }

  it('needs no Unicode where the locale has none, and no colour with --color=never', async () => {
    const shown = open(['s3-pvc', '--color=never'], { env: { LC_ALL: 'C' } });
    await shown.shows(/authenticationSource=pod[\s\S]*arrow keys navigate, return select/);
    shown.press(KEYS.enter);
    await shown.shows(/show the plan/);
    shown.press(KEYS.enter);
    await shown.shows(/Recreate claim and volume\?/);
    shown.press(`y${KEYS.enter}`);
    assert.equal(await shown.ended, 0, shown.text());
    assert.match(shown.text(), /^[\r\n -~]*$/);
    // eslint-disable-next-line no-control-regex -- looking for them is what this test is for
    assert.doesNotMatch(shown.raw(), /\u001b\[[\d;]*m/);
    assert.match(shown.text(), /ok verified in/);
  });

  it('opens the editor of the user on the terminal, again with the reason, and leaves no file', async () => {
    const { folder } = place();
    const temporary = await place().write('tmp/.keep', '');
    const editor = await place().write(
      'editor.sh',
      `test -t 0 && test -t 1 || exit 7
if grep -q '"pood"' "$1"; then sed -i s/pood/pod/ "$1"; else sed -i 's/^\\( *\\)bucketName: .*/&\\n\\1authenticationSource: pood/' "$1"; fi
`,
    );
    const shown = open(['s3-pvc', '--edit'], { env: { KUBE_EDITOR: `/bin/sh ${editor}`, TMPDIR: `${folder}/tmp` } });
    await shown.shows(/Recreate claim and volume\?/);
    assert.equal((await readdir(`${folder}/tmp`)).length, 2, temporary);
    shown.press(`y${KEYS.enter}`);
    assert.equal(await shown.ended, 0, shown.text());
    assert.equal((await readVolume(place().stage)).spec.csi?.volumeAttributes?.['authenticationSource'], 'pod');
    assert.deepEqual(await readdir(`${folder}/tmp`), ['.keep']);
  });
});

/** Whatever was hidden is shown again at last. */
function assertCursorIsBack(terminal: Terminal): void {
  const raw = terminal.raw();
  assert.ok(raw.lastIndexOf(SHOW_CURSOR) >= raw.lastIndexOf(HIDE_CURSOR), `the cursor stays hidden:\n${raw}`);
}
