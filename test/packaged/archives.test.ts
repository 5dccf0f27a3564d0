import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, unzipSync } from 'fflate';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { LICENCES_FILE, pluginVersion } from '../../packaging/bundle.js';
import { BILL_FILE, sha256 } from '../../packaging/package.js';
import { DIST, ROOT } from '../../packaging/paths.js';
import { archiveName, executableName, executablePath, type Platform } from '../../packaging/platforms.js';
import { checksums, packagedPlatforms } from './packages.js';

describe('the packages', function () {
  this.timeout(60_000);

  it('have the checksums that are said of them', async () => {
    for (const [file, sum] of checksums()) assert.equal(await sha256(join(DIST, file)), sum, file);
  });

  for (const platform of packagedPlatforms()) {
    it(`${archiveName(platform)} has the executable and the licences`, async () => {
      const content = await contentOf(platform);

      assert.deepEqual([...content.keys()].sort(), ['LICENSE', LICENCES_FILE, executableName(platform)].sort());
      assert.ok(content.get('LICENSE')?.equals(await readFile(join(ROOT, 'LICENSE'))));
      assert.ok(content.get(executableName(platform))?.equals(await readFile(executablePath(DIST, platform))));
    });
  }

  it('come with the licences of what is bundled, and of the runtime around it', async () => {
    const text = await readFile(join(DIST, LICENCES_FILE), 'utf8');

    assert.match(text, /^@kubernetes\/client-node \d/m);
    assert.match(text, /^The executables contain the runtime Bun \d/m);
    assert.match(text, /^GNU LIBRARY GENERAL PUBLIC LICENSE/m);
  });

  it('come with a bill of materials: this program, every bundled package and the runtime', async () => {
    const bill = JSON.parse(await readFile(join(DIST, BILL_FILE), 'utf8')) as Bill;
    const { name, version } = bill.metadata.component;
    const purls = bill.components.map(({ purl }) => purl);

    assert.deepEqual([bill.bomFormat, name, version], ['CycloneDX', 'kubectl-s3csi-recreate', pluginVersion()]);
    for (const one of ['pkg:npm/%40kubernetes/client-node@', 'pkg:npm/undici@', 'pkg:npm/bun@']) {
      assert.ok(
        purls.some((purl) => purl.startsWith(one)),
        one,
      );
    }
    assert.ok(bill.components.every(({ licenses }) => licenses.length > 0));
  });
});

interface Bill {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly { readonly purl: string; readonly licenses: readonly unknown[] }[];
}

async function contentOf(platform: Platform): Promise<ReadonlyMap<string, Buffer>> {
  const archive = await readFile(join(DIST, archiveName(platform)));
  if (platform.os !== 'windows') return contentOfTar(gunzipSync(archive), platform);
  return new Map(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, Buffer.from(bytes)]));
}

/** @throws AssertionError for an entry that says who made it, or cannot be run */
async function contentOfTar(tar: Uint8Array, platform: Platform): Promise<ReadonlyMap<string, Buffer>> {
  const content = new Map<string, Buffer>();
  const reader = extract();
  reader.end(tar);
  for await (const entry of reader) {
    const { name, mode, uid, gid, uname, gname, type } = entry.header;
    assert.deepEqual({ uid, gid, uname, gname, type }, { uid: 0, gid: 0, uname: '', gname: '', type: 'file' });
    assert.equal(mode, name === executableName(platform) ? 0o755 : 0o644, name);
    content.set(name, await buffer(entry));
  }
  return content;
}
