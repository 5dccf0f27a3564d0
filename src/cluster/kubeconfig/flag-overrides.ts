import type { ConnectionFlags } from '../../model/request.js';
import { given } from './choose-entries.js';
import type { ClusterEntry, UserEntry } from './entries.js';

/** The cluster with --server and what belongs to TLS on top (client-go, tools/clientcmd/client_config.go, getCluster). */
export function overrideCluster(cluster: ClusterEntry, flags: ConnectionFlags): ClusterEntry {
  const server = given(flags.server);
  const authority = given(flags.certificateAuthority);
  const serverName = given(flags.tlsServerName);
  const insecure = flags.insecureSkipTlsVerify === true;
  return {
    ...cluster,
    server: server ?? given(cluster.server),
    // Each of the two flags clears what the kubeconfig says of the other.
    ...(insecure || authority !== undefined
      ? {
          'insecure-skip-tls-verify': insecure,
          'certificate-authority': authority,
          'certificate-authority-data': undefined,
        }
      : {}),
    // Another server's certificate bears another name than the one in the kubeconfig.
    ...(serverName !== undefined || server !== undefined ? { 'tls-server-name': serverName } : {}),
  };
}

/**
 * The user with credentials and impersonation from flags on top (getAuthInfo there). A tokenFile of the kubeconfig stays, and wins over
 * --token, as it does in kubectl.
 */
export function overrideUser(user: UserEntry, flags: ConnectionFlags): UserEntry {
  const certificate = given(flags.clientCertificate);
  const key = given(flags.clientKey);
  const groups = flags.asGroup ?? [];
  const extras = flags.asUserExtra ?? [];
  return {
    ...user,
    ...present({ token: flags.token, as: flags.as, 'as-uid': flags.asUid }),
    ...(groups.length > 0 ? { 'as-groups': [...groups] } : {}),
    ...(extras.length > 0 ? { 'as-user-extra': { ...user['as-user-extra'], ...extraOf(extras) } } : {}),
    ...(certificate === undefined ? {} : { 'client-certificate': certificate, 'client-certificate-data': undefined }),
    ...(key === undefined ? {} : { 'client-key': key, 'client-key-data': undefined }),
  };
}

/** Several values of a key are one list, in place of what the kubeconfig says of that key. */
function extraOf(pairs: readonly string[]): Record<string, string[]> {
  const extra = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at);
    extra.set(key, [...(extra.get(key) ?? []), pair.slice(at + 1)]);
  }
  return Object.fromEntries(extra);
}

function present(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => given(pair[1]) !== undefined),
  );
}
