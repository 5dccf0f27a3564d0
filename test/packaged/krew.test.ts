import assert from 'node:assert/strict';
import { readFile, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginVersion } from '../../packaging/bundle.js';
import { KREW_NAME } from '../../packaging/krew-manifest.js';
import { DIST } from '../../packaging/paths.js';
import {
  archiveName,
  executableName,
  executablePath,
  platformName,
  thisPlatform,
  type Platform,
} from '../../packaging/platforms.js';
import type { KubectlResult } from '../cluster/kubectl.js';
import { startKrewBench, type KrewBench } from './krew-bench.js';
import { packagedPlatforms } from './packages.js';

const VERSION = pluginVersion();
const OLD_VERSION = '0.0.1';

describe('krew', function () {
  // A first run builds Kubernetes, for its kubectl.
  this.timeout(30 * 60_000);
  let bench: KrewBench;

  before(async () => {
    bench = await startKrewBench();
    await bench.publish(OLD_VERSION);
    done(await bench.kubectl(['krew', 'update']));
  });
  after(() => bench.end());

  it('takes the manifest into its index, and installs every platform that it names', async () => {
    done(await bench.validate(await bench.manifest(VERSION)));
  });

  for (const platform of packagedPlatforms()) {
    it(`installs ${archiveName(platform)} as it would on ${platformName(platform)}`, async () => {
      const archive = join(DIST, archiveName(platform));
      const file = await bench.manifest(VERSION);

      done(await bench.kubectl(['krew', 'install', `--manifest=${file}`, `--archive=${archive}`], platform));

      const installed = await readFile(installedExecutable(platform));
      assert.ok(installed.equals(await readFile(executablePath(DIST, platform))));
      if (platform === thisPlatform()) await assertRuns();
      done(await bench.kubectl(['krew', 'uninstall', KREW_NAME], platform));
      await assertGone();
    });
  }

  it('upgrades it to the next release, completes its words at TAB, and removes it', async () => {
    done(await bench.kubectl(['krew', 'install', KREW_NAME]));
    assert.deepEqual(await storedVersions(), [`v${OLD_VERSION}`]);

    await bench.publish(VERSION);
    done(await bench.kubectl(['krew', 'upgrade']));

    assert.deepEqual(await storedVersions(), [`v${VERSION}`]);
    await assertRuns();
    await assertCompletes();
    done(await bench.kubectl(['krew', 'uninstall', KREW_NAME]));
    await assertGone();
  });

  /** After the link that the caveats tell of. */
  async function assertCompletes(): Promise<void> {
    const link = join(bench.root, 'bin', 'kubectl_complete-s3csi_recreate');
    await symlink('kubectl-s3csi_recreate', link);
    assert.match((await bench.kubectl(['__complete', 's3csi-recreate', '--uns'])).stdout, /^--unset\t/);
    await rm(link);
  }

  /** Through kubectl, under the name with the dash. */
  async function assertRuns(): Promise<void> {
    const version = await bench.kubectl(['s3csi-recreate', '--version']);
    assert.deepEqual(version, { code: 0, stdout: `${VERSION}\n`, stderr: '' });
  }

  async function assertGone(): Promise<void> {
    assert.equal((await bench.kubectl(['s3csi-recreate', '--version'])).code, 1);
    assert.deepEqual(await storedVersions(), []);
  }

  function storedVersions(): Promise<string[]> {
    return readdir(join(bench.root, 'store', KREW_NAME)).catch(() => []);
  }

  function installedExecutable(platform: Platform): string {
    return join(bench.root, 'store', KREW_NAME, `v${VERSION}`, executableName(platform));
  }
});

function done({ code, stderr }: KubectlResult): void {
  assert.equal(code, 0, stderr);
}
