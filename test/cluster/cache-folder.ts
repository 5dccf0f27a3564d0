import { join, resolve } from 'node:path';
import { projectRoot } from './project-root.js';

/** Where binaries and the records of running control planes live; S3CSI_RECREATE_CACHE puts it somewhere else. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const elsewhere = env['S3CSI_RECREATE_CACHE'];
  return elsewhere === undefined || elsewhere === ''
    ? join(projectRoot(), '.cache', 'control-plane')
    : resolve(elsewhere);
}
