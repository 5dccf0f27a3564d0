import type { KubernetesObject } from '../model/objects.js';
import { inShort } from '../model/words.js';
import { MOUNT_NAMESPACE } from './driver-name.js';
import { listAt, textAt } from './json-fields.js';
import { waitingContainer } from './waiting-container.js';

/** How many Pods a node runs, and how many it takes: on EKS often as many as its network interfaces have addresses for. */
export interface NodeRoom {
  readonly node: string;
  /** Undefined where Pods of other namespaces may not be listed. */
  readonly running: number | undefined;
  /** status.allocatable.pods */
  readonly most: number | undefined;
}

/**
 * Why a Mountpoint Pod does not serve its workload, and what helps; it has to run on the workload's node, so a full node is
 * the usual reason (FIELD.md 1).
 *
 * @param pod undefined where there is none of this name
 * @param events what was told of it, the newest last
 */
export function mountpointPodLines(
  name: string,
  pod: KubernetesObject | undefined,
  events: readonly string[],
  room: NodeRoom | undefined,
): readonly string[] {
  const who = `Mountpoint Pod ${MOUNT_NAMESPACE}/${name}`;
  if (pod === undefined) return [`${who} does not exist; the driver makes another one`];
  const phase = textAt(pod, 'status', 'phase') ?? 'Unknown';
  const [first, ...cures] = unscheduled(pod, room) ?? stuck(pod) ?? told(events, room) ?? [];
  if (first !== undefined) return [`${who} is ${phase}: ${first}`, ...cures];
  return [`${who} is ${phase}; its log: kubectl logs -n ${MOUNT_NAMESPACE} ${name}`];
}

function unscheduled(pod: KubernetesObject, room: NodeRoom | undefined): readonly string[] | undefined {
  const scheduled = listAt(pod, 'status', 'conditions').find((each) => textAt(each, 'type') === 'PodScheduled');
  if (textAt(scheduled, 'status') !== 'False') return undefined;
  const message = textAt(scheduled, 'message') ?? '';
  const words = [textAt(scheduled, 'reason'), message].filter((part) => part !== undefined && part !== '');
  return [inShort(words.join(': ')), ...placeCures(message, room)];
}

function placeCures(message: string, room: NodeRoom | undefined): readonly string[] {
  if (message.includes('Too many pods')) return roomLines(room);
  if (/Insufficient (cpu|memory)/.test(message)) {
    return [
      'make room on the node, or let Mountpoint ask for less: mountpointContainerResourcesRequestsCpu, mountpointContainerResourcesRequestsMemory',
    ];
  }
  return message.includes('PersistentVolumeClaim')
    ? ['its cache has no volume: see cacheEphemeralStorageClassName and cacheEphemeralStorageResourceRequest']
    : [];
}

/** How full the node is, and what gives it room. */
export function roomLines(room: NodeRoom | undefined): readonly string[] {
  const amount =
    room?.most === undefined
      ? []
      : [
          room.running === undefined
            ? `node ${room.node} takes ${room.most} Pods`
            : `node ${room.node} runs ${room.running} of the ${room.most} Pods that it takes`,
        ];
  return [
    ...amount,
    'run fewer Pods on the node, or let new nodes take more by VPC CNI prefix delegation: kubectl set env daemonset aws-node -n kube-system ENABLE_PREFIX_DELEGATION=true',
  ];
}

function stuck(pod: KubernetesObject): readonly string[] | undefined {
  const container = waitingContainer(pod);
  if (container === undefined) return undefined;
  const { reason, message } = container;
  const words = inShort(message === undefined ? reason : `${reason}: ${message}`);
  return reason.includes('Image')
    ? [words, 'the node must reach the registry of the image, and have the right to pull it']
    : [words];
}

function told(events: readonly string[], room: NodeRoom | undefined): readonly string[] | undefined {
  const last = events.at(-1);
  if (last === undefined) return undefined;
  return [inShort(last), ...(/failed to assign an IP address/.test(last) ? roomLines(room) : [])];
}
