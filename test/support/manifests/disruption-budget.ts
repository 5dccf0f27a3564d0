import type { KubernetesObject } from '../../../src/model/objects.js';

export interface BudgetManifest {
  readonly name?: string;
  readonly namespace?: string;
  /** The workload whose Pods it is about, by their label `app`. */
  readonly app?: string;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

/** A PodDisruptionBudget; with neither amount it allows no eviction at all. */
export function disruptionBudget(manifest: BudgetManifest = {}) {
  const { app = 'web', name = app, namespace = 'app', minAvailable, maxUnavailable } = manifest;
  const amount = minAvailable === undefined ? { maxUnavailable: maxUnavailable ?? 0 } : { minAvailable };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace },
    spec: { ...amount, selector: { matchLabels: { app } } },
  } satisfies KubernetesObject;
}
