import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../packaging/paths.js';
import { cacheFolder } from '../cluster/cache-folder.js';
import { runGo } from '../cluster/run-go.js';

const MODULE = join(ROOT, 'test', 'packaged', 'go', 'krew');

const PACKAGES = {
  // Under the name by which kubectl finds it.
  'kubectl-krew': 'sigs.k8s.io/krew/cmd/krew',
  'validate-krew-manifest': 'sigs.k8s.io/krew/cmd/validate-krew-manifest',
} as const;

export interface KrewPrograms {
  /** The folder that kubectl-krew is in. */
  readonly folder: string;
  readonly validator: string;
}

/** The real krew and the validator of its index, built from their pinned module where the cache lacks them. */
export async function ensureKrew(): Promise<KrewPrograms> {
  const folder = join(cacheFolder(), `krew-${await cacheKey()}`);
  await mkdir(folder, { recursive: true });
  for (const [name, goPackage] of Object.entries(PACKAGES)) await ensureProgram(join(folder, name), goPackage);
  return { folder, validator: join(folder, 'validate-krew-manifest') };
}

async function ensureProgram(path: string, goPackage: string): Promise<void> {
  if (existsSync(path)) return;
  const draft = `${path}.${process.pid}.draft`;
  await runGo(MODULE, ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', draft, goPackage]);
  await rename(draft, path);
}

async function cacheKey(): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(MODULE, file)));
  return hash.digest('hex').slice(0, 16);
}
