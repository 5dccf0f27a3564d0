import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePage } from '../../../src/cli/system-page-file.js';
import { failureOfAsync } from '../plan/support/failures.js';

const BEGIN = '<!-- ours -->';
const PAGE = `${BEGIN} a page`;

describe('a page in a file', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 's3csi-page-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const path = (name: string): string => join(folder, name);

  async function assertRefused(file: string, words: RegExp): Promise<void> {
    const failure = await failureOfAsync(() => writePage(file, PAGE, BEGIN));
    assert.equal(failure.code, 'usage');
    assert.match(failure.message, words);
    assert.match(failure.hint ?? '', /name another file/);
  }

  it('is a file like any other that this user makes, and nothing else lies beside it', async () => {
    await writePage(path('a.html'), PAGE, BEGIN);
    assert.equal(readFileSync(path('a.html'), 'utf8'), PAGE);
    assert.deepEqual(readdirSync(folder), ['a.html']);
    writeFileSync(path('any'), '');
    assert.equal(statSync(path('a.html')).mode, statSync(path('any')).mode);
  });

  it('takes the place of an earlier page, with its mode, and of an empty file', async () => {
    writeFileSync(path('a.html'), `${BEGIN} an old page`);
    chmodSync(path('a.html'), 0o640);
    writeFileSync(path('b.html'), '');
    for (const name of ['a.html', 'b.html']) {
      await writePage(path(name), PAGE, BEGIN);
      assert.equal(readFileSync(path(name), 'utf8'), PAGE);
    }
    assert.equal(statSync(path('a.html')).mode & 0o777, 0o640);
  });

  it('never takes the place of anything else', async () => {
    writeFileSync(path('volume.yaml'), 'kind: PersistentVolume\n');
    await assertRefused(
      path('volume.yaml'),
      /volume\.yaml is there already, and is not a page that show --html wrote$/,
    );
    assert.equal(readFileSync(path('volume.yaml'), 'utf8'), 'kind: PersistentVolume\n');
  });

  it('goes through a link to the file that it names', async () => {
    writeFileSync(path('real.html'), PAGE);
    symlinkSync('real.html', path('link.html'));
    await writePage(path('link.html'), `${PAGE} anew`, BEGIN);
    assert.equal(readFileSync(path('real.html'), 'utf8'), `${PAGE} anew`);
  });

  it('leaves a device what it is', async () => {
    await writePage('/dev/null', PAGE, BEGIN);
    assert.ok(statSync('/dev/null').isCharacterDevice());
  });

  it('that cannot be written is told with the reason', async () => {
    await assertRefused(path('no/such/a.html'), /a\.html cannot be written: there is no such folder$/);
    await assertRefused(folder, /cannot be written: it is a folder$/);
    await assertRefused('/dev/null/a.html', /cannot be written: there is no such folder$/);
    await assertRefused(path('x'.repeat(300)), /cannot be written: its name is too long$/);
    symlinkSync('nowhere', path('dangling'));
    await assertRefused(path('dangling'), /cannot be written: there is no such folder$/);
  });
});
