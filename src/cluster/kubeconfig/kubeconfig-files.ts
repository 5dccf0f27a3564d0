import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Env } from '../environment.js';

/** Where kubectl looks for a kubeconfig when no flag names one, the winning file first. Missing ones are skipped, as it does. */
export function presentFiles(env: Env): readonly string[] {
  return candidateFiles(env).filter((file) => existsSync(file));
}

export function candidateFiles(env: Env): readonly string[] {
  const listed = env['KUBECONFIG'] ?? '';
  if (listed !== '') return [...new Set(listed.split(delimiter))].filter((file) => file !== '');
  return homeFolders(env).map((home) => join(home, '.kube', 'config'));
}

/** client-go, util/homedir: on Windows the first of these that has a .kube\config. */
function homeFolders(env: Env): readonly string[] {
  if (process.platform !== 'win32') return [env['HOME'] ?? ''];
  const { HOME = '', HOMEDRIVE = '', HOMEPATH = '', USERPROFILE = '' } = env;
  return [HOME, HOMEDRIVE + HOMEPATH, USERPROFILE].filter((folder) => folder !== '');
}
