import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { eachInFolder } from './support/folder.js';

const BEGIN_RUN = fileURLToPath(new URL('support/begin-run.js', import.meta.url));

describe('file journal: a disk that takes a part of what is written', () => {
  const folder = eachInFolder();

  it('refuses a run whose record does not fit, and leaves nothing of it', function () {
    if (platform() === 'win32') this.skip();
    // Files of at most 2 KiB: the first write ends short and without an error, as on a disk that is nearly full.
    const limited = ['-c', 'ulimit -f 4 && exec "$0" "$@"', process.execPath, BEGIN_RUN, folder.path()];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    assert.match(stdout, /^the snapshot cannot be kept in /, stderr);
    assert.deepEqual(readdirSync(folder.path('runs')), []);
  });
});
