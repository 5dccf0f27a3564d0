import type { Cluster } from '../model/cluster.js';
import type { KubernetesObject } from '../model/objects.js';
import { eventsOf, wordsOf, type Symptom } from '../plan/symptoms.js';
import { mountpointPodsFor } from '../s3csi/attachments.js';
import { MOUNT_NAMESPACE } from '../s3csi/driver-name.js';
import { textAt } from '../s3csi/json-fields.js';
import { mountpointPodLines, type NodeRoom } from '../s3csi/mountpoint-pod-state.js';
import { readAttachments, readMountpointPods, readRoom, readWarnings } from './trouble-facts.js';

/** All attachments of the driver, read when they are first asked for. */
export type Bookings = () => Promise<readonly KubernetesObject[]>;

export function bookingsIn(cluster: Cluster): Bookings {
  let reading: Promise<readonly KubernetesObject[]> | undefined;
  return () => (reading ??= readAttachments(cluster));
}

/** Whether the Mountpoint Pod may be what is in the way: a mount that S3 has refused has one. */
export function waitsForMountpointPod({ failure, text }: Symptom): boolean {
  return failure.kind === 'mountpoint-pod' || (failure.kind === 'unknown' && text.startsWith('FailedMount'));
}

/** How the Mountpoint Pods of some Pods stand, found by the driver's booking (s3pa) and by what the kubelet has named. */
export async function mountpointPodsOf(
  { failure, pods }: Symptom,
  bookings: Bookings,
  cluster: Cluster,
): Promise<readonly string[]> {
  const attachments = await bookings();
  const nodes = new Map<string, string | undefined>();
  for (const { metadata, spec } of pods) {
    for (const name of mountpointPodsFor(metadata.uid ?? '', attachments)) nodes.set(name, spec.nodeName);
  }
  if (failure.kind === 'mountpoint-pod' && failure.name !== undefined && !nodes.has(failure.name)) {
    nodes.set(failure.name, pods[0]?.spec.nodeName);
  }
  const found = await readMountpointPods(cluster, new Set(nodes.keys()));
  if (found === undefined) return [];
  const events = await eventsUnlessRunning(found, cluster);
  const lines = await Promise.all(
    [...nodes].map(async ([name, node]) => {
      const pod = found.find(({ metadata }) => metadata.name === name);
      const told = pod === undefined ? [] : eventsOf(pod, events).map(wordsOf);
      return mountpointPodLines(name, pod, told, await roomIfFull(pod, told, node, cluster));
    }),
  );
  return [...new Set(lines.flat())];
}

function eventsUnlessRunning(
  found: readonly KubernetesObject[],
  cluster: Cluster,
): Promise<readonly KubernetesObject[]> | readonly KubernetesObject[] {
  const uids = new Set(found.filter((pod) => !isRunning(pod)).map(({ metadata }) => metadata.uid));
  if (uids.size === 0) return [];
  return readWarnings(cluster, MOUNT_NAMESPACE, (event) => uids.has(textAt(event, 'involvedObject', 'uid')));
}

/** Only what has to do with room is worth counting a node's Pods. */
async function roomIfFull(
  pod: KubernetesObject | undefined,
  told: readonly string[],
  node: string | undefined,
  cluster: Cluster,
): Promise<NodeRoom | undefined> {
  const words = `${JSON.stringify(pod?.['status'] ?? '')} ${told.join(' ')}`;
  const isFull = /Too many pods|failed to assign an IP address/.test(words);
  return isFull && node !== undefined ? readRoom(cluster, node) : undefined;
}

function isRunning(pod: KubernetesObject): boolean {
  return textAt(pod, 'status', 'phase') === 'Running';
}
