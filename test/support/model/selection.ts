import type { Selection } from '../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { textAt } from '../../../src/s3csi/json-fields.js';
import { matchesLabels } from './label-selector.js';

/** Whether an object is one of a selection's. */
export function isSelected(
  { resource, namespace, name, labelSelector, fields = {}, keep, words }: Selection,
  object: KubernetesObject,
): boolean {
  const { metadata } = object;
  return (
    (!resource.namespaced || namespace === undefined || metadata.namespace === namespace) &&
    (name === undefined || metadata.name === name) &&
    (labelSelector === undefined || matchesLabels(labelSelector, metadata.labels)) &&
    Object.entries(fields).every(([field, value]) => (textAt(object, ...field.split('.')) ?? '') === value) &&
    (keep === undefined || (keep(object) && hasAWord(object, words)))
  );
}

/** The real adapter leaves unread what has none of the words: one that is kept without would be seen here and missed there. */
function hasAWord(object: KubernetesObject, words: Selection['words']): boolean {
  if (words === undefined) return true;
  const text = JSON.stringify(object);
  if (words.some((word) => text.includes(word))) return true;
  throw new Error(`${object.metadata.name} is kept, but has none of the words ${words.join(' ')}`);
}
