import type { KubernetesObject } from '../../../src/model/objects.js';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest as `kubectl apply` stores it: with itself, in one line, as an annotation (FIELD.md 2.13). */
export function withLastApplied<T extends KubernetesObject>(manifest: T): T {
  const annotations = { ...manifest.metadata.annotations, [LAST_APPLIED]: `${JSON.stringify(manifest)}\n` };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}
