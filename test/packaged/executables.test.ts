import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { signAdHoc } from '../../packaging/ad-hoc-signature.js';
import { DIST } from '../../packaging/paths.js';
import { executablePath, platformName, type Platform } from '../../packaging/platforms.js';
import { readElf } from './formats/elf.js';
import { readMachO } from './formats/mach-o.js';
import { readPe } from './formats/pe.js';
import { packagedPlatforms } from './packages.js';

/** Of most of them this is all that can be seen here, where they do not run. */
describe('the executable as its operating system reads it', function () {
  this.timeout(60_000);

  for (const platform of packagedPlatforms()) {
    it(`for ${platformName(platform)}`, async () => {
      CHECKS[platform.os](await readFile(executablePath(DIST, platform)), platform);
    });

    if (platform.os === 'darwin' && platform.arch === 'arm64') {
      it('for darwin-arm64 has the signature, made by Bun, that our own signer would make', async () => {
        const file = await readFile(executablePath(DIST, platform));

        assert.ok(signAdHoc(file, 'a.out').equals(file));
      });
    }
  }
});

const LOADERS = { amd64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' };

const CHECKS: Readonly<Record<Platform['os'], (file: Buffer, platform: Platform) => void>> = {
  linux(file, { arch }) {
    assert.deepEqual(readElf(file), { machine: arch, hasEntry: true, interpreter: LOADERS[arch] });
  },
  darwin(file, { arch }) {
    const signature = { isAdHoc: true, coversAll: true, wrongPages: [] };
    assert.deepEqual(readMachO(file), { machine: arch, isExecutable: true, hasEntry: true, signature });
  },
  windows(file, { arch }) {
    const shape = { isExecutable: true, hasEntry: true, isConsole: true, isWhole: true };
    assert.deepEqual(readPe(file), { machine: arch, ...shape });
  },
};
