import type { ApiClient } from '../../cluster/api-client.js';
import type { Scene } from '../recreation/scene.js';

/** So many creations are under way at a time. */
const AT_A_TIME = 32;

/**
 * Fills the scene's namespace with Pods that have nothing to do with the claim, as large as Pods are in a cluster that is
 * used. They wait at a scheduling gate, so that nobody has work with them.
 */
export async function addBystanders({ plane, paths, namespace }: Scene, count: number): Promise<void> {
  let next = 0;
  const createSome = async (): Promise<void> => {
    while (next < count) await plane.api.expect('POST', paths.pods, bystander(namespace, next++));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, createSome));
}

/** Of a Pod in a list, in bytes. */
export async function meanPodBytes(api: ApiClient, { paths }: Scene): Promise<number> {
  const { body } = await api.expect('GET', `${paths.pods}?limit=500`);
  const { items } = body as { items: readonly unknown[] };
  return JSON.stringify(items).length / items.length;
}

function bystander(namespace: string, index: number) {
  const env = Array.from({ length: 20 }, (_, number) => ({
    name: `SETTING_${number}`,
    value: `a value as applications have them, number ${number}`,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `bystander-${index}`,
      namespace,
      labels: { app: 'bystander', 'app.kubernetes.io/name': 'bystander', 'app.kubernetes.io/instance': 'crowd' },
    },
    spec: {
      schedulingGates: [{ name: 'bench.s3csi-recreate/never' }],
      containers: ['app', 'proxy'].map((name) => ({
        name,
        image: 'registry.example.com/team/application:1.2.3',
        env,
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
      })),
      volumes: [{ name: 'scratch', emptyDir: {} }],
    },
  };
}
