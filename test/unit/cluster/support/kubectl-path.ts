import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../../cluster/cache-folder.js';

/** The kubectl that belongs to the control plane where it has been built already, else the one on PATH. */
export function kubectlPath(): string {
  const cache = cacheFolder();
  const folders = existsSync(cache) ? readdirSync(cache) : [];
  return folders.map((folder) => join(cache, folder, 'bin', 'kubectl')).find((path) => existsSync(path)) ?? 'kubectl';
}
