import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Env } from '../environment.js';
import type { Choice } from './choose-entries.js';
import type { Kubeconfig } from './entries.js';
import { presentFiles } from './kubeconfig-files.js';
import { viewKubeconfig } from './view-kubeconfig.js';

/**
 * Relative paths count from the folder of the kubeconfig that names them (client-go, tools/clientcmd/loader.go, ResolveLocalPaths). Of two
 * files with an entry of one name the first has the whole entry.
 */
export async function withAbsolutePaths(choice: Choice, file: string | undefined, env: Env): Promise<Choice> {
  const files = file === undefined ? presentFiles(env) : [file];
  const clusterFolder = () => folderOf(files, env, ({ clusters }) => clusters.has(choice.clusterName));
  const userFolder = () => folderOf(files, env, ({ users }) => users.has(choice.userName));
  const cluster = await absolute(choice.cluster, ['certificate-authority'], clusterFolder);
  const user = await absolute(choice.user, ['tokenFile', 'client-certificate', 'client-key'], userFolder);
  const { exec } = user;
  // Only a command with a separator is a path; any other is looked for on PATH.
  if (!exec?.command.includes(sep)) return { ...choice, cluster, user };
  return { ...choice, cluster, user: { ...user, exec: await absolute(exec, ['command'], userFolder) } };
}

async function absolute<Entry extends object>(
  entry: Entry,
  fields: readonly (keyof Entry)[],
  folder: () => Promise<string>,
): Promise<Entry> {
  const resolved = { ...entry };
  for (const field of fields) {
    const path: unknown = entry[field];
    if (typeof path === 'string' && path !== '' && !isAbsolute(path)) {
      Object.assign(resolved, { [field]: join(await folder(), path) });
    }
  }
  return resolved;
}

/** The merged view no longer tells which file an entry comes from, so each is asked for itself. */
async function folderOf(
  files: readonly string[],
  env: Env,
  hasEntry: (kubeconfig: Kubeconfig) => boolean,
): Promise<string> {
  for (const file of files) {
    if (files.length === 1 || hasEntry(await viewKubeconfig(file, env))) return dirname(resolve(file));
  }
  return resolve('.');
}
