import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { editorFor, openDraft } from '../../../src/cli/system-editor.js';
import { failureOfAsync } from '../plan/support/failures.js';

const FILE = '/tmp/a b.yaml';

describe('the editor', () => {
  it('is that of kubectl edit: KUBE_EDITOR, EDITOR, vi, and on Windows notepad', () => {
    const nameFor = (env: Readonly<Record<string, string>>, isWindows = false) => editorFor(FILE, env, isWindows).name;
    assert.equal(nameFor({ KUBE_EDITOR: 'nano', EDITOR: 'emacs' }), 'nano');
    assert.equal(nameFor({ KUBE_EDITOR: '', EDITOR: 'emacs' }), 'emacs');
    assert.equal(nameFor({}), 'vi');
    assert.equal(nameFor({}, true), 'notepad');
  });

  it('may have arguments, and quotes, which the shell reads', () => {
    const wordsOf = (editor: string, env: Readonly<Record<string, string>> = {}, isWindows = false) => {
      const { command, args } = editorFor(FILE, { EDITOR: editor, ...env }, isWindows);
      return [command, ...args];
    };
    assert.deepEqual(wordsOf('code --wait'), ['code', '--wait', FILE]);
    assert.deepEqual(wordsOf('C:\\vim\\gvim.exe'), ['C:\\vim\\gvim.exe', FILE]);
    assert.deepEqual(wordsOf('"my editor" -w'), ['/bin/bash', '-c', `"my editor" -w "${FILE}"`]);
    assert.deepEqual(wordsOf("vi '+set x'", { SHELL: '/bin/zsh' })[0], '/bin/zsh');
    assert.deepEqual(wordsOf('"my editor" -w', {}, true).slice(0, 2), ['cmd', '/C']);
  });

  it('is opened with a file that nobody else can read, which goes when it is removed', async () => {
    const draft = await openDraft('s3-pvc', { EDITOR: `sed -i s/old/new/` });
    assert.match(draft.path, /\/kubectl-s3csi-recreate-[^/]+\/s3-pvc\.yaml$/);
    assert.equal(await draft.edit('old\n'), 'new\n');
    assert.equal((await stat(draft.path)).mode & 0o777, 0o600);
    assert.equal((await stat(dirname(draft.path))).mode & 0o777, 0o700);
    assert.equal(await draft.edit('old again\n'), 'new again\n');
    await draft.remove();
    assert.equal(existsSync(dirname(draft.path)), false);
  });

  it('that is not there, or fails, is told by its name, and leaves the text', async () => {
    for (const [editor, words] of [
      ['no-such-editor', /the editor "no-such-editor" cannot be run: /],
      ['false', /the editor "false" ended with exit code 1/],
    ] as const) {
      const draft = await openDraft('s3-pvc', { EDITOR: editor });
      const failure = await failureOfAsync(() => draft.edit('text\n'));
      assert.equal(failure.code, 'usage');
      assert.match(failure.message, words);
      assert.equal(await readFile(draft.path, 'utf8'), 'text\n');
      await draft.remove();
    }
  });

  it('is told where there is no place for its file', async function () {
    if (process.platform === 'win32') this.skip();
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = '/nowhere';
    try {
      const failure = await failureOfAsync(() => openDraft('s3-pvc', {}));
      assert.equal(failure.code, 'usage');
      assert.match(failure.message, /^there is no place for a draft in \/nowhere: ENOENT/);
      assert.match(failure.hint ?? '', /TMPDIR/);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });
});
