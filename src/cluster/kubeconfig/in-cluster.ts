import { readFile, stat } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { ConnectionFlags } from '../../model/request.js';
import type { Env } from '../environment.js';
import { given } from './choose-entries.js';
import type { ClusterEntry, UserEntry } from './entries.js';

export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Whether this runs in a Pod with a service account (client-go, inClusterClientConfig.Possible). */
export async function isInPod(env: Env, folder: string): Promise<boolean> {
  if (!given(env['KUBERNETES_SERVICE_HOST']) || !given(env['KUBERNETES_SERVICE_PORT'])) return false;
  const token = await stat(join(folder, 'token')).catch(() => undefined);
  return token !== undefined && !token.isDirectory();
}

export interface PodEntries {
  readonly cluster: ClusterEntry & { readonly server: string };
  readonly user: UserEntry;
}

/** The API server and the service account of the Pod. Of the flags only these two count here, in kubectl too. */
export function podEntries(env: Env, folder: string, flags: ConnectionFlags): PodEntries {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const token = given(flags.token);
  return {
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${env['KUBERNETES_SERVICE_PORT'] ?? ''}`,
      'certificate-authority': given(flags.certificateAuthority) ?? join(folder, 'ca.crt'),
    },
    user: token === undefined ? { tokenFile: join(folder, 'token') } : { token },
  };
}

/** The namespace where nothing else names one. In a Pod kubectl takes the Pod's, even with a kubeconfig. */
export async function defaultNamespace(env: Env, folder: string): Promise<string> {
  if (!(await isInPod(env, folder))) return 'default';
  const fromFile = () => readFile(join(folder, 'namespace'), 'utf8').catch(() => '');
  return given(env['POD_NAMESPACE']) ?? given((await fromFile()).trim()) ?? 'default';
}
