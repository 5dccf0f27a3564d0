import type { Selection } from '../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { textAt } from '../../../src/s3csi/json-fields.js';
import { matchesLabels } from './label-selector.js';

/** Whether an object is one of a selection's. */
export function isSelected(
  { resource, namespace, name, labelSelector, fields = {}, keep }: Selection,
  object: KubernetesObject,
): boolean {
  const { metadata } = object;
  return (
    (!resource.namespaced || namespace === undefined || metadata.namespace === namespace) &&
    (name === undefined || metadata.name === name) &&
    (labelSelector === undefined || matchesLabels(labelSelector, metadata.labels)) &&
    Object.entries(fields).every(([field, value]) => (textAt(object, ...field.split('.')) ?? '') === value) &&
    (keep === undefined || keep(object))
  );
}
