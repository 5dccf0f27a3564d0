import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUMS_FILE } from '../../packaging/package.js';
import { DIST } from '../../packaging/paths.js';
import { archiveName, executablePath, PLATFORMS, platformName, thisPlatform } from '../../packaging/platforms.js';
import type { Platform } from '../../packaging/platforms.js';

/** The checksum of each file in dist/, by its name. @throws Error where nothing was made */
export function checksums(): ReadonlyMap<string, string> {
  const file = join(DIST, SUMS_FILE);
  if (!existsSync(file)) throw new Error('there are no packages: npm run package, or npm run package:linux');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** The platforms that there are packages of: of all at a release, of one at every change. */
export function packagedPlatforms(): readonly Platform[] {
  const sums = checksums();
  return PLATFORMS.filter((platform) => sums.has(archiveName(platform)));
}

/** At a release, at which there is time for more tests. */
export function hasAllPlatforms(): boolean {
  return packagedPlatforms().length === PLATFORMS.length;
}

/** The packaged executable that runs here. @throws Error where there is none */
export function executableOfThisMachine(): string {
  const platform = thisPlatform();
  if (platform === undefined) throw new Error(`there are no packages for ${process.platform} ${process.arch}`);
  const path = executablePath(DIST, platform);
  if (!existsSync(path)) throw new Error(`npm run package -- ${platformName(platform)} makes what is to be tested`);
  return path;
}
