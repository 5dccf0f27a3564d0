import { isJsonObject, type Json } from '../../../../src/model/json.js';
import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { NODES, type Node, PODS } from '../kinds.js';
import type { World } from '../world.js';

export interface NodePicker {
  /** The next node in turn with room for the Pod. */
  pick(pod: Pod): string | undefined;
  whyNone(): string;
}

export function createNodePicker({ api }: World): NodePicker {
  let turn = 0;
  return {
    pick(pod) {
      const wanted = nodeAskedFor(pod);
      const nodes = api.list(NODES).filter((node) => wanted === undefined || node.metadata.name === wanted);
      const roomy = nodes.filter((node) => podsOn(node) < capacityOf(node));
      const node = roomy[turn % Math.max(1, roomy.length)];
      turn += 1;
      return node?.metadata.name;
    },
    whyNone: () => `${api.list(NODES).length} Too many pods`,
  };

  function podsOn({ metadata }: Node): number {
    return api.list(PODS).filter((pod) => pod.spec.nodeName === metadata.name && !isFinished(pod)).length;
  }
}

/** A Pod of a DaemonSet is tied to its node by an affinity to the node's name. */
export function nodeAffinityTo(node: string) {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } };
}

function nodeAskedFor(pod: Pod): string | undefined {
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
  const value = path.reduce<Json | undefined>(partOf, pod.spec as Json);
  return typeof value === 'string' ? value : undefined;
}

function partOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)];
  return isJsonObject(value) ? value[key] : undefined;
}

function capacityOf({ status }: Node): number {
  return Number(status?.allocatable?.pods ?? '110');
}
