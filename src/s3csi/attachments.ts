import type { Blocker } from '../model/events.js';
import { isJsonObject, type Json } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import { MOUNT_NAMESPACE, NEEDS_UNMOUNT_ANNOTATION, VOLUME_NAME_MARK } from './driver-name.js';
import { fieldAt, listAt, textAt } from './json-fields.js';

/** The s3pa objects of one volume; there is one for each node and sharing key (FIELD.md 3). */
export function attachmentsOf(volumeName: string, objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.filter((object) => textAt(object, 'spec', 'persistentVolumeName') === volumeName);
}

/**
 * Who still holds the old mount of a volume: as long as this is not empty, a new Pod of the same sharing key may be
 * given the old Mountpoint Pod, with the old bucket (FIELD.md 3, the safe rule). Objects of other volumes and Pods outside
 * the driver's namespace do not count.
 */
export function mountBlockers(
  attachments: readonly KubernetesObject[],
  mountpointPods: readonly KubernetesObject[],
  volumeName: string,
): readonly Blocker[] {
  const booked = attachmentsOf(volumeName, attachments);
  const bookedPods = new Set(booked.flatMap((attachment) => servedBy(attachment).map(([pod]) => pod)));
  const unbooked = mountpointPods.filter(
    (pod) => isMountpointPodOf(volumeName, pod) && !isLeaving(pod) && !bookedPods.has(pod.metadata.name),
  );
  return [...booked.flatMap(describeAttachment), ...unbooked.map(describeUnbookedPod)];
}

/** Whether this is a Mountpoint Pod of the volume: 2.0 marks them by a label, 2.1 and later by an annotation (FIELD.md 3). */
export function isMountpointPodOf(volumeName: string, { metadata }: KubernetesObject): boolean {
  const served = metadata.annotations?.[VOLUME_NAME_MARK] ?? metadata.labels?.[VOLUME_NAME_MARK];
  return metadata.namespace === MOUNT_NAMESPACE && served === volumeName;
}

/** A workload's Pod on a Mountpoint Pod that cannot show the volume as it is now. */
export interface StaleMount {
  /** uid of the workload's Pod. */
  readonly podUid: string;
  readonly mountpointPod: string;
}

/**
 * Which workload Pods are booked on a Mountpoint Pod that is older than the volume: it was made for the volume before, and
 * may show the old bucket (FIELD.md 3, the stale-mount hazard). Times of the API server, in whole seconds on both sides.
 */
export function staleMounts(
  volume: KubernetesObject,
  attachments: readonly KubernetesObject[],
  mountpointPods: readonly KubernetesObject[],
): readonly StaleMount[] {
  const madeAt = createdAt(volume);
  const older = new Set(mountpointPods.filter((pod) => createdAt(pod) < madeAt).map(({ metadata }) => metadata.name));
  return attachmentsOf(volume.metadata.name, attachments)
    .flatMap(servedBy)
    .filter(([mountpointPod]) => older.has(mountpointPod))
    .flatMap(([mountpointPod, workloads]) =>
      listAt(workloads).map((workload) => ({ podUid: textAt(workload, 'workloadPodUID') ?? '', mountpointPod })),
    );
}

function createdAt({ metadata }: KubernetesObject): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}

/** The names of the Mountpoint Pods that are booked for a Pod. */
export function mountpointPodsFor(podUid: string, attachments: readonly KubernetesObject[]): readonly string[] {
  return attachments.flatMap(servedBy).flatMap(([name, workloads]) => {
    const isServed = listAt(workloads).some((workload) => textAt(workload, 'workloadPodUID') === podUid);
    return isServed ? [name] : [];
  });
}

/** Mountpoint Pods by name, each with what it serves. */
function servedBy(attachment: KubernetesObject): readonly (readonly [string, Json | undefined])[] {
  const pods = fieldAt(attachment, 'spec', 'mountpointS3PodAttachments');
  return isJsonObject(pods) ? Object.entries(pods) : [];
}

/** A Pod that is about to unmount is given to no new workload (FIELD.md 3). */
function isLeaving({ metadata }: KubernetesObject): boolean {
  return metadata.annotations?.[NEEDS_UNMOUNT_ANNOTATION] === 'true';
}

function describeAttachment(attachment: KubernetesObject): readonly Blocker[] {
  const node = textAt(attachment, 'spec', 'nodeName');
  const served = servedBy(attachment);
  // It blocks all the same: the driver is about to enter a Mountpoint Pod, or to delete it.
  if (served.length === 0) return [`attachment ${attachment.metadata.name}${onNode(node)} serves no Pod`];
  return served.map(([pod, workloads]) => {
    const uids = listAt(workloads).map(describeWorkload);
    const what = uids.length === 0 ? 'is booked for no Pod' : `serves ${uids.join(', ')}`;
    return `Mountpoint Pod ${MOUNT_NAMESPACE}/${pod}${onNode(node)} ${what}`;
  });
}

function describeWorkload(workload: Json): string {
  const since = textAt(workload, 'attachmentTime');
  return `Pod uid ${textAt(workload, 'workloadPodUID') ?? 'unknown'}${since === undefined ? '' : ` since ${since}`}`;
}

function describeUnbookedPod(pod: KubernetesObject): Blocker {
  return `Mountpoint Pod ${MOUNT_NAMESPACE}/${pod.metadata.name}${onNode(textAt(pod, 'spec', 'nodeName'))} is not marked for unmounting yet`;
}

function onNode(node: string | undefined): string {
  return node === undefined ? '' : ` on node ${node}`;
}
