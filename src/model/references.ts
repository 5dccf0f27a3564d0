import type { KubernetesObject } from './objects.js';

/** A kind of object as the API serves it. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

export const CLAIM: Resource = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  namespaced: true,
};
export const VOLUME: Resource = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  namespaced: false,
};
export const POD: Resource = { apiVersion: 'v1', kind: 'Pod', plural: 'pods', namespaced: true };
export const REPLICA_SET: Resource = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  namespaced: true,
};
export const DEPLOYMENT: Resource = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
};
export const STATEFUL_SET: Resource = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  namespaced: true,
};
export const DAEMON_SET: Resource = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  namespaced: true,
};
export const CSI_DRIVER: Resource = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  namespaced: false,
};
export const NAMESPACE: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };
export const NODE: Resource = { apiVersion: 'v1', kind: 'Node', plural: 'nodes', namespaced: false };
export const VOLUME_ATTACHMENT: Resource = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  namespaced: false,
};
export const LEASE: Resource = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
};
export const BUDGET: Resource = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  namespaced: true,
};
export const EVENT: Resource = { apiVersion: 'v1', kind: 'Event', plural: 'events', namespaced: true };
export const SERVICE_ACCOUNT: Resource = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  namespaced: true,
};
export const RESOURCE_QUOTA: Resource = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  namespaced: true,
};
export const JOB: Resource = { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs', namespaced: true };
export const CRON_JOB: Resource = { apiVersion: 'batch/v1', kind: 'CronJob', plural: 'cronjobs', namespaced: true };

/** The book-keeping of the driver's Mountpoint Pods (FIELD.md 3); absent before v2 of the driver. */
export const MOUNT_ATTACHMENT: Resource = {
  apiVersion: 's3.csi.aws.com/v2',
  kind: 'MountpointS3PodAttachment',
  plural: 'mountpoints3podattachments',
  namespaced: false,
};

/** Names one object. The uid is not part of the key: a precondition carries it. */
export interface ObjectKey {
  readonly resource: Resource;
  readonly namespace?: string;
  readonly name: string;
}

export function keyOf(resource: Resource, object: KubernetesObject): ObjectKey {
  const { name, namespace } = object.metadata;
  return { resource, name, ...(resource.namespaced && namespace !== undefined ? { namespace } : {}) };
}

/** The words for an object in every sentence: "claim app/s3-pvc", "volume s3-pv", "Pod app/web-1". */
export function describeKey(key: ObjectKey): string {
  return `${wordFor(key.resource.kind)} ${key.namespace === undefined ? '' : `${key.namespace}/`}${key.name}`;
}

function wordFor(kind: string): string {
  if (kind === CLAIM.kind) return 'claim';
  return kind === VOLUME.kind ? 'volume' : kind;
}
