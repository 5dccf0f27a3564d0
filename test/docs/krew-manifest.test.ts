import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { krewManifest, releaseFolder } from '../../packaging/krew-manifest.js';
import { ROOT } from '../../packaging/paths.js';
import { PLATFORMS } from '../../packaging/platforms.js';

interface Manifest {
  readonly spec: { readonly version: string; readonly platforms: readonly { readonly sha256: string }[] };
}

describe('krew-manifest.yaml', () => {
  it('is what a release writes, but for its version and checksums (npm run release)', () => {
    const text = readFileSync(join(ROOT, 'krew-manifest.yaml'), 'utf8');
    const { spec } = parse(text) as Manifest;
    const version = spec.version.slice(1);
    const archives = PLATFORMS.map((platform, index) => ({
      platform,
      sha256: spec.platforms[index]?.sha256 ?? '',
    }));

    assert.equal(text, krewManifest({ version, folder: releaseFolder(version), archives }));
  });
});
