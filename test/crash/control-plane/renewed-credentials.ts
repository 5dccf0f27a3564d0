import type { ControlPlane } from '../../cluster/control-plane.js';
import type { Place } from '../../scenarios/control-plane/place.js';

const ACCOUNT = 'crash-tests';

/** The executable asks for one at its start and one when that is refused; kubectl, which it may call, for one of its own. */
const TOKENS = 4;

/** Writes a kubeconfig whose credential plugin gives another good token each time it runs; returns its path. */
export async function kubeconfigWithPlugin(server: string, place: Place): Promise<string> {
  const { cluster } = place;
  for (let number = 1; number <= TOKENS; number++) {
    await place.write(`plugin/${number}.json`, execCredential(await newToken(cluster)));
  }
  const command = await place.write('plugin/plugin.sh', PLUGIN);
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: '/bin/sh',
    args: [command],
    interactiveMode: 'Never',
  };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'crash', cluster: { server, 'certificate-authority': cluster.caFile } }],
    users: [{ name: 'crash', user: { exec } }],
    contexts: [{ name: 'crash', context: { cluster: 'crash', user: 'crash' } }],
    'current-context': 'crash',
  };
  return place.write('plugin/kubeconfig', JSON.stringify(config));
}

/** The last token stays. */
const PLUGIN = `cd "$(dirname "$0")"
set -- *.json
cat "$1"
test $# -eq 1 || rm "$1"
`;

function execCredential(token: string): string {
  return JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status: { token } });
}

/** Of an account that may everything. */
async function newToken({ api }: ControlPlane): Promise<string> {
  const accounts = '/api/v1/namespaces/default/serviceaccounts';
  const binding = {
    metadata: { name: ACCOUNT },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: ACCOUNT, namespace: 'default' }],
  };
  await api.expect('POST', accounts, { metadata: { name: ACCOUNT } }, [409]);
  await api.expect('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', binding, [409]);
  const { body } = await api.expect('POST', `${accounts}/${ACCOUNT}/token`, { spec: { expirationSeconds: 3600 } });
  return (body as { status: { token: string } }).status.token;
}
