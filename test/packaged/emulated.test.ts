import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { pluginVersion } from '../../packaging/bundle.js';
import { DIST } from '../../packaging/paths.js';
import { executablePath, platformName, PLATFORMS, type Platform } from '../../packaging/platforms.js';
import { golden } from '../support/golden.js';
import { hasAllPlatforms } from './packages.js';

/** Debian: qemu-user-static, and libc6-arm64-cross for the loader and the libraries that glibc has on arm64. */
const LIBRARIES_OF_ARM64 = '/usr/aarch64-linux-gnu';

/** qemu also emulates this machine's own processor without what the older ones lack: the oldest with x86-64-v2 has no AVX. */
const EMULATORS = {
  arm64: ['qemu-aarch64-static', '-L', process.env['QEMU_LD_PREFIX'] ?? LIBRARIES_OF_ARM64],
  amd64: ['qemu-x86_64-static', '-cpu', 'Nehalem'],
} as const;

describe('the executables for Linux on processors that this machine has not', function () {
  this.timeout(120_000);

  // At a release only; without the emulator they are skipped, and said to be.
  for (const platform of hasAllPlatforms() ? PLATFORMS.filter(({ os }) => os === 'linux') : []) {
    const [emulator, ...options] = EMULATORS[platform.arch];

    it(`${platformName(platform)} runs under ${[emulator, ...options.slice(-1)].join(', ')}`, function () {
      // An emulator is asked for where a release is made, not of everybody (CONTRIBUTING.md, Packages); mocha counts what is skipped.
      if (spawnSync(emulator, ['--version']).error !== undefined) this.skip();
      const run = (...args: readonly string[]) => runEmulated(platform, [emulator, ...options], args);

      assert.deepEqual(run('--version'), { status: 0, stdout: `${pluginVersion()}\n`, stderr: '' });
      assert.deepEqual(run('--help'), { status: 0, stdout: golden('help.txt'), stderr: '' });
      const wrong = run('s3-pvc', '--sett', 'a=b');
      assert.deepEqual([wrong.status, wrong.stderr.split('\n')[0]], [2, 'error: unknown flag: --sett']);
    });
  }
});

function runEmulated(platform: Platform, [emulator = '', ...options]: readonly string[], args: readonly string[]) {
  const words = [...options, executablePath(DIST, platform), ...args];
  const { status, stdout, stderr } = spawnSync(emulator, words, { encoding: 'utf8' });
  return { status, stdout, stderr };
}
