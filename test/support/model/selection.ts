import type { Selection } from '../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { matchesLabels } from './label-selector.js';

/** Whether an object is one of a selection's. */
export function isSelected(
  { resource, namespace, name, labelSelector, keep }: Selection,
  object: KubernetesObject,
): boolean {
  const { metadata } = object;
  return (
    (!resource.namespaced || namespace === undefined || metadata.namespace === namespace) &&
    (name === undefined || metadata.name === name) &&
    (labelSelector === undefined || matchesLabels(labelSelector, metadata.labels)) &&
    (keep === undefined || keep(object))
  );
}
