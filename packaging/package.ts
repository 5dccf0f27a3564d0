import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tarGz, zip, type ArchiveEntry } from './archives.js';
import { billOfMaterialsPlugin, billWithRuntime } from './bill-of-materials.js';
import { bundleForExecutable } from './bundle-executable.js';
import { LICENCES_FILE } from './bundle.js';
import { compile } from './compile.js';
import { ROOT } from './paths.js';
import { archiveName, executableName, executablePath, PLUGIN_NAME, type Platform } from './platforms.js';
import { runtimeLicenceTexts } from './runtime-licences.js';
import { ensureRuntimes, runtimeVersion } from './runtimes.js';
import { bundledPackages, compare, licenceTexts } from './third-party.js';

export const BILL_FILE = `${PLUGIN_NAME}.cdx.json`;
export const SUMS_FILE = 'SHA256SUMS';

export interface PackagingOptions {
  readonly platforms: readonly Platform[];
  /** Emptied first. */
  readonly folder: string;
  /** Of every file in an archive, in seconds since the epoch. */
  readonly seconds: number;
  readonly report: (line: string) => void;
}

/** Makes the executables, an archive of each, their licences, bill of materials and checksums. */
export async function makePackages({ platforms, folder, seconds, report }: PackagingOptions): Promise<void> {
  ensureRuntimes(platforms);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { bundle, licences } = await writeBundle(folder);
  for (const platform of platforms) {
    const executable = executablePath(folder, platform);
    await compile(bundle, executable, platform);
    const entries = [
      { name: executableName(platform), content: await readFile(executable), isExecutable: true },
      { name: 'LICENSE', content: await readFile(join(ROOT, 'LICENSE')), isExecutable: false },
      { name: LICENCES_FILE, content: Buffer.from(licences), isExecutable: false },
    ];
    await writeFile(join(folder, archiveName(platform)), await archive(platform, entries, seconds));
    report(archiveName(platform));
  }
  await rm(bundle);
  await writeSums(folder, [...platforms.map(archiveName), BILL_FILE, LICENCES_FILE]);
}

async function writeBundle(folder: string): Promise<{ bundle: string; licences: string }> {
  const bill = join(folder, BILL_FILE);
  const { source, metafile } = await bundleForExecutable([billOfMaterialsPlugin(bill)]);
  const licences = `${licenceTexts(bundledPackages(metafile))}\n${runtimeLicenceTexts(runtimeVersion())}`;
  const bundle = join(folder, 'plugin.cjs');
  await writeFile(bundle, source);
  await writeFile(bill, await billWithRuntime(bill, runtimeVersion()));
  await writeFile(join(folder, LICENCES_FILE), licences);
  return { bundle, licences };
}

async function archive({ os }: Platform, entries: readonly ArchiveEntry[], seconds: number): Promise<Uint8Array> {
  return os === 'windows' ? zip(entries, seconds) : tarGz(entries, seconds);
}

/** As `sha256sum --check` reads them. */
async function writeSums(folder: string, files: readonly string[]): Promise<void> {
  const lines = [...files].sort(compare).map(async (file) => `${await sha256(join(folder, file))}  ${file}\n`);
  await writeFile(join(folder, SUMS_FILE), (await Promise.all(lines)).join(''));
}

export async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
