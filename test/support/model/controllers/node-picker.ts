import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { NODES, type Node, PODS } from '../kinds.js';
import type { World } from '../world.js';
import { nodeAskedFor } from './node-affinity.js';

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
    whyNone() {
      const { length: total } = api.list(NODES);
      const preemption = `preemption: 0/${total} nodes are available: ${total} No preemption victims found for incoming pod.`;
      return `${total} Too many pods. ${preemption}`;
    },
  };

  function podsOn({ metadata }: Node): number {
    return api.list(PODS).filter((pod) => pod.spec.nodeName === metadata.name && !isFinished(pod)).length;
  }
}

function capacityOf({ status }: Node): number {
  return Number(status?.allocatable?.pods ?? '110');
}
