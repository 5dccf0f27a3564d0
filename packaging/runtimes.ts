import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.js';
import { PLATFORMS, platformName, thisPlatform, type Platform } from './platforms.js';

const FOLDER = join(ROOT, 'packaging', 'runtimes');
const INSTALLED = join(FOLDER, 'node_modules', '.package-lock.json');

/** The Bun that an executable for this platform is made from. */
export function runtimePath({ os, runtimePackage }: Platform): string {
  return join(FOLDER, 'node_modules', runtimePackage, 'bin', os === 'windows' ? 'bun.exe' : 'bun');
}

/** The Bun that runs here and makes the executables of all platforms. @throws Error, where there is none */
export function hostRuntime(): Platform {
  const host = thisPlatform();
  if (host !== undefined) return host;
  throw new Error(`no Bun runs on ${process.platform} ${process.arch}; there is one for ${names(PLATFORMS)}`);
}

/** @throws Error, unless one version is pinned for all platforms */
export function runtimeVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8'));
  const { dependencies, devDependencies } = manifest as Record<string, Record<string, string> | undefined>;
  const [version, ...others] = new Set([...Object.values(dependencies ?? {}), ...Object.values(devDependencies ?? {})]);
  if (version === undefined || others.length > 0) throw new Error('packaging/runtimes has to name one version of Bun');
  return version;
}

/**
 * Installs what is missing, by the lockfile that pins every package's content. Where linux-amd64 alone is asked for, the other five stay
 * away, and 200 MB with them.
 */
export function ensureRuntimes(platforms: readonly Platform[]): void {
  const needed = [hostRuntime(), ...platforms];
  if (needed.every(isInstalled)) return;
  const isFirstOnly = needed.every(({ runtimePackage }) => runtimePackage === '@oven/bun-linux-x64');
  // npm installs what is for another platform only by force.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', isFirstOnly ? '--omit=dev' : '--force'];
  const { status, error } = spawnSync('npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined) throw error;
  const missing = needed.filter((platform) => !isInstalled(platform));
  if (status !== 0 || missing.length > 0) throw new Error(`npm did not bring the Bun of ${names(missing)}`);
}

/** Not only there, but the one that the lockfile pins. */
function isInstalled(platform: Platform): boolean {
  if (!existsSync(runtimePath(platform)) || !existsSync(INSTALLED)) return false;
  const [pinned, installed] = [join(FOLDER, 'package-lock.json'), INSTALLED].map((file) => integrity(file, platform));
  return pinned !== undefined && pinned === installed;
}

function integrity(lockfile: string, { runtimePackage }: Platform): string | undefined {
  const lock: unknown = JSON.parse(readFileSync(lockfile, 'utf8'));
  const { packages } = lock as { packages: Record<string, { integrity?: string } | undefined> };
  return packages[`node_modules/${runtimePackage}`]?.integrity;
}

function names(platforms: readonly Platform[]): string {
  return platforms.map(platformName).join(', ');
}
