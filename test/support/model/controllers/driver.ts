import type { PersistentVolume, Pod } from '../../../../src/model/objects.js';
import { POD_WISHES } from '../../manifests/pod-wishes.js';
import { isFinished } from '../deletion.js';
import { CLAIMS, MOUNT_ATTACHMENTS, PODS } from '../kinds.js';
import type { Named } from '../object-store.js';
import { claimNamesOf, isScheduled } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import { later, type World } from '../world.js';
import { attach } from './driver-attach.js';
import { hasAttachment, isAttached, release } from './driver-attachments.js';
import { s3VolumesOf } from './driver-volumes.js';
import type { Mounts } from './kubelet-mounts.js';
import { MOUNT_NAMESPACE } from './mountpoint-pod.js';

export interface DriverOptions {
  /** The driver does not see its Pods end, and lets go only at its sweep (FIELD.md 3, stale-mount hazard). */
  readonly missReleases: boolean;
  /** Whether the driver books mounts at all: v2 does. */
  isBooking(): boolean;
  /** Mountpoint Pods carry the volume's name as a label: 2.0 only. */
  readonly isLabelling: boolean;
}

/** The S3 CSI driver's controller: books every workload Pod on a Mountpoint Pod, shared by key, and lets go when it ends. */
export function runDriver(world: World, options: DriverOptions): Mounts {
  const { store } = world.api;
  const queue = createWorkQueue(world, world.timing.driver, (named) => {
    mount(world, options, named);
  });
  const listeners: (() => void)[] = [];
  store.watch(PODS, ({ type, object, previous }) => {
    if (object.metadata.namespace === MOUNT_NAMESPACE) {
      for (const listener of listeners) listener();
    } else if (type === 'deleted') sweepLater(world, object);
    else if (!isFinished(object)) queue.add(object.metadata);
    else if (previous !== undefined && !isFinished(previous) && isSeen(object)) releaseLater(world, object);
  });
  store.watch(CLAIMS, ({ object: { metadata } }) => {
    for (const pod of world.api.list(PODS, metadata.namespace)) {
      if (claimNamesOf(pod).includes(metadata.name)) queue.add(pod.metadata);
    }
  });
  store.watch(MOUNT_ATTACHMENTS, () => {
    for (const listener of listeners) listener();
  });
  const isSeen = ({ metadata: { annotations = {} } }: Pod) =>
    !options.missReleases && annotations[POD_WISHES.missRelease] === undefined;
  return {
    isMounted: (pod) => !options.isBooking() || s3VolumesOf(world, pod).every(isAttachedTo(world, pod)),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

function mount(world: World, options: DriverOptions, named: Named): void {
  const pod = world.api.read(PODS, named);
  if (pod === undefined || !options.isBooking() || !isScheduled(pod) || isFinished(pod)) return;
  if (pod.metadata.deletionTimestamp !== undefined) return;
  const isBooked = isAttachedTo(world, pod, 'booked');
  for (const volume of s3VolumesOf(world, pod)) if (!isBooked(volume)) attach(world, options, pod, volume);
}

function isAttachedTo(world: World, pod: Pod, how: 'booked' | 'running' = 'running') {
  return (volume: PersistentVolume) => isAttached(world, pod, volume, how);
}

function releaseLater(world: World, { metadata: { uid = '' } }: Pod): void {
  later(world, world.timing.driver, () => {
    // A Pod that has gone meanwhile was not seen to end.
    if (world.api.store.byUid(uid) !== undefined) release(world, uid);
  });
}

function sweepLater(world: World, { metadata: { uid = '' } }: Pod): void {
  if (!hasAttachment(world, uid)) return;
  later(world, world.timing.driverSweep, () => {
    release(world, uid);
  });
}
