import type { Connection } from '../kubeconfig/connection.js';
import type { ExecEntry } from '../kubeconfig/entries.js';

/** KUBERNETES_EXEC_INFO: what a plugin is told (client.authentication.k8s.io, ExecCredential.spec). */
export function execInfo(exec: ExecEntry, connection: Connection, interactive: boolean): string {
  return JSON.stringify({
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion,
    spec: { ...(exec.provideClusterInfo ? { cluster: clusterInfo(connection) } : {}), interactive },
  });
}

/** The extension in a kubeconfig's cluster that is meant for plugins. */
const EXTENSION = 'client.authentication.k8s.io/exec';

function clusterInfo({ server, cluster }: Connection): object {
  return {
    server,
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'] === true ? true : undefined,
    'certificate-authority-data': cluster['certificate-authority-data'],
    'proxy-url': cluster['proxy-url'],
    'disable-compression': cluster['disable-compression'],
    config: cluster.extensions?.find(({ name }) => name === EXTENSION)?.extension ?? null,
  };
}
