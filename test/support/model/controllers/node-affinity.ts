import { isJsonObject, type Json } from '../../../../src/model/json.js';
import type { Pod } from '../../../../src/model/objects.js';

/** A Pod of a DaemonSet is tied to its node by an affinity to the node's name. */
export function nodeAffinityTo(node: string) {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } };
}

/** The node that a Pod is tied to. */
export function nodeAskedFor(pod: Pod): string | undefined {
  const path = [
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
    '0',
    'matchFields',
    '0',
    'values',
    '0',
  ];
  const value = path.reduce<Json | undefined>(partOf, pod.spec);
  return typeof value === 'string' ? value : undefined;
}

function partOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)];
  return isJsonObject(value) ? value[key] : undefined;
}
