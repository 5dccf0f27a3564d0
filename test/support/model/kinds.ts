import type { JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../src/model/objects.js';
import {
  CLAIM,
  CRON_JOB,
  DAEMON_SET,
  DEPLOYMENT,
  JOB,
  MOUNT_ATTACHMENT,
  POD,
  REPLICA_SET,
  type Resource,
  STATEFUL_SET,
  VOLUME,
} from '../../../src/model/references.js';

/** A resource that says what its objects look like. */
export interface Kind<T extends KubernetesObject> extends Resource {
  /** Never there; it carries the type. */
  readonly sample?: T;
}

export type AnyKind = Kind<KubernetesObject>;

export type LabelSelector = {
  readonly matchLabels?: Readonly<Record<string, string>>;
};

export type PodTemplate = {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Pod['spec'];
};

export interface ReplicatedWorkload extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplate;
    readonly [key: string]: JsonObject[string];
  };
  readonly status?: JsonObject;
}

export interface StatefulSet extends KubernetesObject {
  readonly spec: ReplicatedWorkload['spec'] & {
    readonly podManagementPolicy?: string;
    readonly volumeClaimTemplates?: readonly ClaimTemplate[];
  };
}

export type ClaimTemplate = {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: PersistentVolumeClaim['spec'];
};

export interface Job extends KubernetesObject {
  readonly spec: {
    readonly completions?: number;
    readonly parallelism?: number;
    readonly backoffLimit?: number;
    readonly template: PodTemplate;
    readonly [key: string]: JsonObject[string];
  };
  readonly status?: {
    readonly succeeded?: number;
    readonly failed?: number;
    readonly [key: string]: JsonObject[string];
  };
}

export interface Node extends KubernetesObject {
  readonly status?: { readonly allocatable?: { readonly pods?: string }; readonly [key: string]: JsonObject[string] };
}

export interface DisruptionBudget extends KubernetesObject {
  readonly spec: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly selector?: LabelSelector;
  };
  readonly status?: { readonly disruptionsAllowed?: number; readonly [key: string]: JsonObject[string] };
}

/** `s3pa` (FIELD.md 3). */
export interface MountAttachment extends KubernetesObject {
  readonly spec: {
    readonly nodeName: string;
    readonly persistentVolumeName: string;
    readonly volumeID: string;
    readonly mountpointS3PodAttachments: Readonly<
      Record<string, readonly { readonly workloadPodUID: string; readonly attachmentTime: string }[]>
    >;
    readonly [key: string]: JsonObject[string];
  };
}

export const CLAIMS: Kind<PersistentVolumeClaim> = CLAIM;
export const VOLUMES: Kind<PersistentVolume> = VOLUME;
export const PODS: Kind<Pod> = POD;
export const REPLICA_SETS: Kind<ReplicatedWorkload> = REPLICA_SET;
export const DAEMON_SETS: Kind<ReplicatedWorkload> = DAEMON_SET;
export const JOBS: Kind<Job> = JOB;
export const MOUNT_ATTACHMENTS: Kind<MountAttachment> = MOUNT_ATTACHMENT;
export const DEPLOYMENTS: Kind<ReplicatedWorkload> = DEPLOYMENT;
export const STATEFUL_SETS: Kind<StatefulSet> = STATEFUL_SET;
export const CRON_JOBS: AnyKind = CRON_JOB;
export const LEASES = builtIn('coordination.k8s.io/v1', 'Lease', 'leases');
export const NODES: Kind<Node> = clusterWide('v1', 'Node', 'nodes');
export const NAMESPACES = clusterWide('v1', 'Namespace', 'namespaces');
export const SERVICE_ACCOUNTS = builtIn('v1', 'ServiceAccount', 'serviceaccounts');
export const DEFINITIONS = clusterWide(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
);
export const BUDGETS: Kind<DisruptionBudget> = builtIn('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets');

/** What the model serves besides the driver's own types. */
export const BUILT_IN_KINDS: readonly AnyKind[] = [
  LEASES,
  CLAIMS,
  VOLUMES,
  PODS,
  REPLICA_SETS,
  DAEMON_SETS,
  JOBS,
  DEPLOYMENTS,
  STATEFUL_SETS,
  CRON_JOBS,
  NODES,
  NAMESPACES,
  BUDGETS,
  builtIn('v1', 'ConfigMap', 'configmaps'),
  builtIn('v1', 'Secret', 'secrets'),
  builtIn('v1', 'Service', 'services'),
  SERVICE_ACCOUNTS,
  DEFINITIONS,
  builtIn('v1', 'Event', 'events'),
  builtIn('v1', 'ResourceQuota', 'resourcequotas'),
  builtIn('v1', 'LimitRange', 'limitranges'),
  builtIn('v1', 'ReplicationController', 'replicationcontrollers'),
  builtIn('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  builtIn('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers'),
  clusterWide('storage.k8s.io/v1', 'CSIDriver', 'csidrivers'),
  clusterWide('storage.k8s.io/v1', 'CSINode', 'csinodes'),
  clusterWide('storage.k8s.io/v1', 'StorageClass', 'storageclasses'),
  clusterWide('storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments'),
];

function builtIn(apiVersion: string, kind: string, plural: string): Resource {
  return { apiVersion, kind, plural, namespaced: true };
}

function clusterWide(apiVersion: string, kind: string, plural: string): Resource {
  return { apiVersion, kind, plural, namespaced: false };
}
