import { join } from 'node:path';

export const PLUGIN_NAME = 'kubectl-s3csi_recreate';

/** One that an executable is made for, in the words of krew and Go. */
export interface Platform {
  readonly os: 'linux' | 'darwin' | 'windows';
  readonly arch: 'amd64' | 'arm64';
  /** `bun build --target`. */
  readonly target: `bun-${string}`;
  /** Of the npm package that holds its Bun. */
  readonly runtimePackage: `@oven/bun-${string}`;
}

export const PLATFORMS: readonly Platform[] = [
  { os: 'linux', arch: 'amd64', target: 'bun-linux-x64', runtimePackage: '@oven/bun-linux-x64' },
  { os: 'linux', arch: 'arm64', target: 'bun-linux-arm64', runtimePackage: '@oven/bun-linux-aarch64' },
  { os: 'darwin', arch: 'amd64', target: 'bun-darwin-x64', runtimePackage: '@oven/bun-darwin-x64' },
  { os: 'darwin', arch: 'arm64', target: 'bun-darwin-arm64', runtimePackage: '@oven/bun-darwin-aarch64' },
  { os: 'windows', arch: 'amd64', target: 'bun-windows-x64', runtimePackage: '@oven/bun-windows-x64' },
  { os: 'windows', arch: 'arm64', target: 'bun-windows-arm64', runtimePackage: '@oven/bun-windows-aarch64' },
];

export function platformName({ os, arch }: Platform): string {
  return `${os}-${arch}`;
}

/** krew makes an underscore of a dash in a plugin's name, and so does kubectl when it looks for one. */
export function executableName({ os }: Platform): string {
  return os === 'windows' ? `${PLUGIN_NAME}.exe` : PLUGIN_NAME;
}

export function archiveName(platform: Platform): string {
  return `${PLUGIN_NAME}-${platformName(platform)}${platform.os === 'windows' ? '.zip' : '.tar.gz'}`;
}

/** Where the executable lies unpacked, below the folder of all packages. */
export function executablePath(folder: string, platform: Platform): string {
  return join(folder, 'executables', platformName(platform), executableName(platform));
}

/** @throws Error for a word that is none of the platforms; no words are all of them */
export function choosePlatforms(names: readonly string[]): readonly Platform[] {
  if (names.length === 0) return PLATFORMS;
  return names.map((name) => {
    const platform = PLATFORMS.find((candidate) => platformName(candidate) === name);
    if (platform !== undefined) return platform;
    throw new Error(`"${name}" is no platform; there are ${PLATFORMS.map(platformName).join(', ')}`);
  });
}

/** The platform that this process runs on; undefined where no executable is made for it. */
export function thisPlatform(os = process.platform, arch = process.arch): Platform | undefined {
  const osName = os === 'win32' ? 'windows' : os;
  const archName = arch === 'x64' ? 'amd64' : arch;
  return PLATFORMS.find((platform) => platform.os === osName && platform.arch === archName);
}
