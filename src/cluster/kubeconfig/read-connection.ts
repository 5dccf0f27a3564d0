import { Failure } from '../../model/errors.js';
import type { ConnectionFlags } from '../../model/request.js';
import type { Env } from '../environment.js';
import { withAbsolutePaths } from './absolute-paths.js';
import { chooseEntries, given } from './choose-entries.js';
import type { Connection } from './connection.js';
import type { ClusterEntry, UserEntry } from './entries.js';
import { defaultNamespace, SERVICE_ACCOUNT_FOLDER } from './in-cluster.js';
import { proxyFromEnvironment } from './proxy-from-environment.js';
import { parseRequestTimeout } from './request-timeout.js';
import { withAuthorityData, withCertificateData } from './self-contained.js';
import { serverAndUser } from './server-and-user.js';
import { validateEntries } from './validate-entries.js';
import { showKubeconfig } from './show-kubeconfig.js';
import { parseKubeconfig } from './view-kubeconfig.js';

/**
 * The server, user and namespace that kubectl itself would use with the same flags and environment.
 * @throws Failure usage, where kubectl would refuse, or would guess a server.
 */
export async function readConnection(
  flags: ConnectionFlags,
  env: Env,
  serviceAccountFolder = SERVICE_ACCOUNT_FOLDER,
  kubeconfig = showKubeconfig(given(flags.kubeconfig), env),
): Promise<Connection> {
  const requestTimeoutMs = parseRequestTimeout(flags.requestTimeout);
  const file = given(flags.kubeconfig);
  const choice = await withAbsolutePaths(chooseEntries(parseKubeconfig(await kubeconfig), flags), file, env);
  const { cluster, user } = await serverAndUser(choice, flags, env, serviceAccountFolder);
  validateEntries(choice.clusterName, cluster, choice.userName, user);
  const server = serverAddress(cluster.server);
  const namespace = given(flags.namespace) ?? choice.namespace ?? (await defaultNamespace(env, serviceAccountFolder));
  return {
    identity: { context: choice.context, server: shown(server), namespace, user: describeUser(choice.userName, user) },
    server,
    proxyUrl: given(cluster['proxy-url']) ?? proxyFromEnvironment(server, env),
    requestTimeoutMs,
    ...(await secured(server, cluster, user)),
  };
}

/** Without a scheme kubectl speaks plain HTTP (client-go, rest/url_utils.go). */
function serverAddress(server: string): string {
  const address = (/^https?:\/\//i.test(server) ? server : `http://${server}`).replace(/\/+$/, '');
  if (URL.canParse(address)) return address;
  throw new Failure('usage', `the server "${server}" is not an address`, { hint: 'https://HOST:PORT' });
}

function shown(server: string): string {
  const url = new URL(server);
  url.username = url.password = '';
  return url.href.replace(/\/+$/, '');
}

function describeUser(name: string, user: UserEntry): string {
  const impersonated = given(user.as);
  if (impersonated === undefined) return name;
  return name === '' ? impersonated : `${impersonated} (impersonated by ${name})`;
}

/** kubectl sends no credentials over plain HTTP; impersonation it does (client-go, tools/clientcmd/client_config.go, ClientConfig). */
async function secured(
  server: string,
  cluster: ClusterEntry,
  user: UserEntry,
): Promise<Pick<Connection, 'cluster' | 'user'>> {
  if (/^https:/i.test(server)) {
    return { cluster: await withAuthorityData(cluster), user: await withCertificateData(user) };
  }
  const { as, 'as-uid': uid, 'as-groups': groups, 'as-user-extra': extra } = user;
  return { cluster, user: { as, 'as-uid': uid, 'as-groups': groups, 'as-user-extra': extra } };
}
