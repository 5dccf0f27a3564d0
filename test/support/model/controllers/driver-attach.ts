import type { PersistentVolume, Pod } from '../../../../src/model/objects.js';
import { MOUNT_ATTACHMENTS, type MountAttachment, PODS } from '../kinds.js';
import { isSameJson } from '../same-json.js';
import { timestamp } from '../timestamp.js';
import type { World } from '../world.js';
import { book } from './driver-attachments.js';
import { sharingKeyOf } from './driver-volumes.js';
import { createMountpointPod, isTakingWorkloads, MOUNT_NAMESPACE } from './mountpoint-pod.js';

/** The volume that a mount was made for, by its Mountpoint Pod: most of its attributes are not part of the sharing key. */
const volumesOfMounts = new WeakMap<World, Map<string, PersistentVolume>>();

/** Gives the Pod an existing Mountpoint Pod of its key, or a new one (FIELD.md 3, stale-mount hazard). */
export function attach(
  world: World,
  { isLabelling }: { isLabelling: boolean },
  pod: Pod,
  volume: PersistentVolume,
): void {
  const { api, clock, random } = world;
  const key = sharingKeyOf(world, pod, volume);
  const shared = api
    .list(MOUNT_ATTACHMENTS)
    .find(({ spec }) => isSameJson({ ...spec, ...UNKEYED }, { ...key, ...UNKEYED }));
  const workload = { workloadPodUID: pod.metadata.uid ?? '', attachmentTime: timestamp(clock.now()) };
  const taking = shared === undefined ? undefined : mountpointPodFor(world, shared);
  const name = taking ?? createMountpointPod(world, volume, key.nodeName, isLabelling);
  if (taking === undefined) mountsOf(world).set(name, volume);
  else reportStaleMount(world, pod, volume, name);
  if (shared !== undefined) {
    const { mountpointS3PodAttachments: bookings } = shared.spec;
    book(world, shared, { ...bookings, [name]: [...(bookings[name] ?? []), workload] });
    return;
  }
  api.create(MOUNT_ATTACHMENTS, {
    apiVersion: MOUNT_ATTACHMENTS.apiVersion,
    kind: MOUNT_ATTACHMENTS.kind,
    metadata: { name: `s3pa-${random.suffix()}` },
    spec: { ...key, mountpointS3PodAttachments: { [name]: [workload] } },
  });
}

const UNKEYED = { mountpointS3PodAttachments: {} };

function mountpointPodFor({ api }: World, { spec }: MountAttachment): string | undefined {
  return Object.keys(spec.mountpointS3PodAttachments).find((name) =>
    isTakingWorkloads(api.read(PODS, { name, namespace: MOUNT_NAMESPACE })),
  );
}

function reportStaleMount(world: World, pod: Pod, volume: PersistentVolume, name: string): void {
  const mounted = mountsOf(world).get(name)?.spec.csi?.volumeAttributes;
  const wanted = volume.spec.csi?.volumeAttributes;
  if (isSameJson(mounted, wanted)) return;
  const [was, is] = [JSON.stringify(mounted), JSON.stringify(wanted)];
  world.violate(`Pod ${pod.metadata.name} joined the stale mount of ${name}: it mounts ${was}, the volume says ${is}`);
}

function mountsOf(world: World): Map<string, PersistentVolume> {
  const present = volumesOfMounts.get(world) ?? new Map<string, PersistentVolume>();
  volumesOfMounts.set(world, present);
  return present;
}
