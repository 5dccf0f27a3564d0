import { apiClient, type ApiClient } from './api-client.js';
import type { Preparation } from './components.js';
import { waitUntil } from './wait-until.js';

const CAPACITY = { cpu: '32', memory: '256Gi', pods: '110' };

/** Creates node-1 to node-N, for kwok to play their kubelets; returns the names. */
export async function createNodes(api: ApiClient, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `node-${index + 1}`);
  await Promise.all(names.map((name) => api.expect('POST', '/api/v1/nodes', nodeManifest(name))));
  return names;
}

/**
 * Asks until Pods can be created, scheduled and run: the controllers have made what every namespace gets, the
 * scheduler says it is ready, and the nodes take Pods.
 */
export async function untilWorking(
  api: ApiClient,
  nodes: readonly string[],
  { ports, authority }: Preparation,
): Promise<void> {
  const scheduler = apiClient(`https://127.0.0.1:${ports.scheduler}`, authority.certificate);
  const exists = async (path: string) => (await api.request('GET', path)).status === 200;
  await Promise.all([
    waitUntil('the default ServiceAccount exists', () => exists('/api/v1/namespaces/default/serviceaccounts/default')),
    waitUntil('the root CA is published', () => exists('/api/v1/namespaces/default/configmaps/kube-root-ca.crt')),
    waitUntil('the scheduler is ready', async () => (await scheduler.request('GET', '/readyz')).status === 200),
    ...nodes.map((name) =>
      waitUntil(`${name} takes Pods`, async () => takesPods((await api.request('GET', `/api/v1/nodes/${name}`)).body)),
    ),
  ]);
  await scheduler.close();
}

function nodeManifest(name: string): object {
  const labels = {
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: { capacity: CAPACITY, allocatable: CAPACITY },
  };
}

interface Node {
  readonly spec: { readonly taints?: readonly unknown[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Ready is kwok's word; the taint `not-ready`, which keeps Pods away, is the controller-manager's. */
function takesPods(body: unknown): boolean {
  const { spec, status } = body as Node;
  const ready = status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');
  return ready === true && (spec.taints ?? []).length === 0;
}
