import type { PersistentVolume, Pod } from '../../../../src/model/objects.js';
import { POD_WISHES } from '../../manifests/pod-wishes.js';
import { PODS } from '../kinds.js';
import { later, type World } from '../world.js';
import { nodeAffinityTo } from './node-affinity.js';
import { asEnded } from './pod-states.js';

export const MOUNT_NAMESPACE = 'mount-s3';
const VOLUME_NAME = 's3.csi.aws.com/volume-name';
const VOLUME_ID = 's3.csi.aws.com/volume-id';
const NEEDS_UNMOUNT = 's3.csi.aws.com/needs-unmount';

/** Creates a Mountpoint Pod for a volume on a node, and returns its name. */
export function createMountpointPod(
  { api, random }: World,
  { metadata, spec }: PersistentVolume,
  nodeName: string,
  isLabelling: boolean,
): string {
  const name = `mp-${random.suffix()}`;
  const marks = { [VOLUME_NAME]: metadata.name, [VOLUME_ID]: spec.csi?.volumeHandle ?? '' };
  api.create(PODS, {
    apiVersion: PODS.apiVersion,
    kind: PODS.kind,
    metadata: {
      name,
      namespace: MOUNT_NAMESPACE,
      labels: { 's3.csi.aws.com/mountpoint-version': '1.21.0', ...(isLabelling ? marks : {}) },
      annotations: { ...(isLabelling ? {} : marks), [POD_WISHES.runMs]: 'never' },
    },
    spec: {
      restartPolicy: 'OnFailure',
      affinity: nodeAffinityTo(nodeName),
      containers: [{ name: 'mountpoint', image: 'mountpoint:1.21.0' }],
    },
  });
  return name;
}

/** Marks a Mountpoint Pod as one that takes no new workload; it unmounts and goes. */
export function retire(world: World, name: string): void {
  const { api, clock, timing } = world;
  const named = { name, namespace: MOUNT_NAMESPACE };
  api.update(PODS, named, (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, annotations: { ...pod.metadata.annotations, [NEEDS_UNMOUNT]: 'true' } },
  }));
  later(world, timing.driverUnmount, () => {
    api.update(PODS, named, (pod) => asEnded(pod, 'Succeeded', clock.now()));
    if (api.read(PODS, named) !== undefined) api.delete(PODS, named);
  });
}

export function isTakingWorkloads(pod: Pod | undefined): boolean {
  return pod !== undefined && pod.metadata.annotations?.[NEEDS_UNMOUNT] !== 'true';
}
