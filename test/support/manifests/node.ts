import type { KubernetesObject } from '../../../src/model/objects.js';

/** A node with room for so many Pods, as kwok and the model's kubelets play it. */
export function node(name: string, pods = 110) {
  const amounts = { cpu: '32', memory: '256Gi', pods: String(pods) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name } },
    status: { allocatable: amounts, capacity: amounts },
  } satisfies KubernetesObject;
}
