import type { ControlPlane } from '../../cluster/control-plane.js';
import type { Place } from '../../scenarios/control-plane/place.js';

const ACCOUNT = 'crash-tests';

/**
 * Writes a kubeconfig whose credential plugin gives one token the first time it runs and another, which is good too, ever
 * after; returns its path.
 */
export async function kubeconfigWithPlugin(server: string, place: Place): Promise<string> {
  const { cluster } = place;
  const [first, later] = await twoTokens(cluster);
  await place.write('plugin/first.json', execCredential(first));
  await place.write('plugin/later.json', execCredential(later));
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

const PLUGIN = `cd "$(dirname "$0")"
cat first.json 2>/dev/null || cat later.json
rm -f first.json
`;

function execCredential(token: string): string {
  return JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status: { token } });
}

/** Of an account that may everything; the API server knows both. */
async function twoTokens({ api }: ControlPlane): Promise<readonly [string, string]> {
  const accounts = '/api/v1/namespaces/default/serviceaccounts';
  const binding = {
    metadata: { name: ACCOUNT },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: ACCOUNT, namespace: 'default' }],
  };
  await api.expect('POST', accounts, { metadata: { name: ACCOUNT } }, [409]);
  await api.expect('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', binding, [409]);
  const newToken = async (): Promise<string> => {
    const { body } = await api.expect('POST', `${accounts}/${ACCOUNT}/token`, { spec: { expirationSeconds: 3600 } });
    return (body as { status: { token: string } }).status.token;
  };
  return [await newToken(), await newToken()];
}
