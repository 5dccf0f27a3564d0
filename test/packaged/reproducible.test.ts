import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SUMS_FILE } from '../../packaging/package.js';
import { DIST, ROOT } from '../../packaging/paths.js';
import { platformName } from '../../packaging/platforms.js';
import { packagedPlatforms } from './packages.js';

describe('packages that are made once more', function () {
  this.timeout(20 * 60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 's3csi-packages-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('are the same to the byte: at another time, in other places, in another zone and for another user', async () => {
    const script = join(ROOT, 'build', 'packaging', 'make-packages.js');
    const elsewhere = join(folder, 'a folder of another depth');

    execFileSync(process.execPath, [script, '--folder', elsewhere, ...packagedPlatforms().map(platformName)], {
      cwd: folder,
      env: { ...process.env, TZ: 'Pacific/Chatham', LC_ALL: 'C', USER: 'somebody', NODE_ENV: 'test', BUN_ENV: 'test' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });

    assert.equal(await readFile(join(elsewhere, SUMS_FILE), 'utf8'), await readFile(join(DIST, SUMS_FILE), 'utf8'));
  });
});
