import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BINARIES, cacheKey, LINKER_FLAGS, moduleFolder, type Binary, type BinaryName } from './binaries.js';
import { withBuildLock } from './build-lock.js';
import { cacheFolder } from './cache-folder.js';
import { runGo } from './run-go.js';

/** The programs of a control plane, built. */
export interface Binaries {
  /** The folder that also holds the records of what runs. */
  readonly cache: string;
  /** kwok's own stages, by file name. */
  readonly stages: string;
  path(name: BinaryName): string;
}

export interface BuildOptions {
  readonly cache?: string;
  /** Gets plain lines; stderr when left out. */
  readonly report?: (line: string) => void;
}

/** kwok does nothing without stages; these are its own, taken from its module. */
const STAGES = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
];
/** CI services end a job that prints nothing for long. */
const STILL_BUILDING_MS = 30_000;

/**
 * Builds what the cache lacks: minutes the first time, nothing after. Two processes may call it at once. Throws when
 * go is missing or fails.
 */
export async function ensureBinaries(options: BuildOptions = {}): Promise<Binaries> {
  const cache = options.cache ?? cacheFolder();
  const report = options.report ?? ((line) => process.stderr.write(`control plane: ${line}\n`));
  const folder = join(cache, await cacheKey());
  const binaries = { cache, stages: join(folder, 'stages'), path: (name: BinaryName) => join(folder, 'bin', name) };
  if (isComplete(binaries)) {
    return binaries;
  }
  await mkdir(join(folder, 'bin'), { recursive: true });
  await mkdir(binaries.stages, { recursive: true });
  await withBuildLock(join(folder, 'lock'), report, async () => {
    await removeDrafts(join(folder, 'bin'));
    await buildMissing(binaries, report);
    await copyStages(binaries);
  });
  return binaries;
}

function isComplete(binaries: Binaries): boolean {
  return (
    BINARIES.every(({ name }) => existsSync(binaries.path(name))) &&
    STAGES.every((stage) => existsSync(join(binaries.stages, basename(stage))))
  );
}

/** What a crashed build left. */
async function removeDrafts(bin: string): Promise<void> {
  for (const file of await readdir(bin)) {
    if (file.endsWith('.draft')) {
      await rm(join(bin, file), { force: true });
    }
  }
}

async function buildMissing(binaries: Binaries, report: (line: string) => void): Promise<void> {
  const missing = BINARIES.filter(({ name }) => !existsSync(binaries.path(name)));
  for (const [index, binary] of missing.entries()) {
    const which = `${binary.name} (${index + 1} of ${missing.length})`;
    const start = performance.now();
    const seconds = () => `${((performance.now() - start) / 1000).toFixed(0)} s`;
    report(`building ${which}`);
    const stillBuilding = setInterval(() => {
      report(`building ${which}, ${seconds()} so far`);
    }, STILL_BUILDING_MS);
    try {
      await build(binary, binaries.path(binary.name));
    } finally {
      clearInterval(stillBuilding);
    }
    report(`built ${which} in ${seconds()}`);
  }
}

async function build(binary: Binary, target: string): Promise<void> {
  const draft = `${target}.${process.pid}.draft`;
  // -buildvcs=false: this repository's commit is no part of Kubernetes, and asking git for it can fail.
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', LINKER_FLAGS, '-o', draft, binary.package];
  try {
    await runGo(moduleFolder(binary.module), args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot build ${binary.name}: ${reason}`, { cause: error });
  }
  await rename(draft, target);
}

async function copyStages(binaries: Binaries): Promise<void> {
  const module = await runGo(moduleFolder('kwok'), ['list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok']);
  for (const stage of STAGES) {
    const target = join(binaries.stages, basename(stage));
    // Read and written rather than copied: files of the module cache are read-only, and a copy would be too.
    await writeFile(`${target}.draft`, await readFile(join(module.trim(), 'kustomize', 'stage', stage)));
    await rename(`${target}.draft`, target);
  }
}
