import type { PersistentVolume, Pod } from '../../../../src/model/objects.js';
import { MOUNT_ATTACHMENTS, type MountAttachment, PODS } from '../kinds.js';
import type { World } from '../world.js';
import { MOUNT_NAMESPACE, retire } from './mountpoint-pod.js';

type Bookings = MountAttachment['spec']['mountpointS3PodAttachments'];

/** Whether the Pod is booked for this volume, and, where asked, its Mountpoint Pod runs. */
export function isAttached({ api }: World, pod: Pod, volume: PersistentVolume, how: 'booked' | 'running'): boolean {
  return api.list(MOUNT_ATTACHMENTS).some(({ spec }) => {
    if (spec.persistentVolumeName !== volume.metadata.name) return false;
    const name = mountpointPodOf(spec.mountpointS3PodAttachments, pod.metadata.uid ?? '');
    if (name === undefined || how === 'booked') return name !== undefined;
    return api.read(PODS, { name, namespace: MOUNT_NAMESPACE })?.status?.phase === 'Running';
  });
}

export function hasAttachment({ api }: World, uid: string): boolean {
  return api
    .list(MOUNT_ATTACHMENTS)
    .some(({ spec }) => mountpointPodOf(spec.mountpointS3PodAttachments, uid) !== undefined);
}

/** Takes the workload Pod off all books. A Mountpoint Pod without workloads retires, a book without Mountpoint Pods goes. */
export function release(world: World, uid: string): void {
  const { api } = world;
  for (const attachment of api.list(MOUNT_ATTACHMENTS)) {
    const { mountpointS3PodAttachments: bookings } = attachment.spec;
    const name = mountpointPodOf(bookings, uid);
    if (name === undefined) continue;
    const { [name]: workloads = [], ...others } = bookings;
    const left = workloads.filter(({ workloadPodUID }) => workloadPodUID !== uid);
    if (left.length === 0) retire(world, name);
    const next: Bookings = left.length === 0 ? others : { ...others, [name]: left };
    if (Object.keys(next).length === 0) api.delete(MOUNT_ATTACHMENTS, attachment.metadata);
    else book(world, attachment, next);
  }
}

export function book({ api }: World, { metadata }: MountAttachment, mountpointS3PodAttachments: Bookings): void {
  api.update(MOUNT_ATTACHMENTS, metadata, (object) => ({
    ...object,
    spec: { ...object.spec, mountpointS3PodAttachments },
  }));
}

function mountpointPodOf(bookings: Bookings, uid: string): string | undefined {
  return Object.keys(bookings).find((name) => bookings[name]?.some(({ workloadPodUID }) => workloadPodUID === uid));
}
