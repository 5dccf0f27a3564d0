import type { KubernetesObject, ObjectMeta } from '../../../src/model/objects.js';
import { isJsonObject, type JsonObject } from '../../../src/model/json.js';
import { type AnyKind, CLAIMS, NAMESPACES, PODS, VOLUMES } from './kinds.js';

export const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
export const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';

/** What the API server makes of an object that is created: its defaults, protection finalizers and a first status. */
export function admitNew(kind: AnyKind, object: KubernetesObject): KubernetesObject {
  switch (kind.kind) {
    case VOLUMES.kind:
      return withDefaults(
        withFinalizer(withoutEmptyClass(object), VOLUME_FINALIZER),
        { volumeMode: 'Filesystem', persistentVolumeReclaimPolicy: 'Retain' },
        { phase: 'Pending' },
      );
    case CLAIMS.kind:
      return withDefaults(
        withFinalizer(withBothSources(object), CLAIM_FINALIZER),
        { volumeMode: 'Filesystem' },
        { phase: 'Pending' },
      );
    case PODS.kind:
      return withDefaults(
        object,
        { schedulerName: 'default-scheduler', restartPolicy: 'Always', terminationGracePeriodSeconds: 30 },
        { phase: 'Pending', qosClass: 'BestEffort' },
      );
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
      return withDefaults(object, { replicas: 1 }, { replicas: 0 });
    case 'DaemonSet':
    case 'Job':
    case 'CronJob':
    case 'PodDisruptionBudget':
      return withDefaults(object, {}, {});
    case NAMESPACES.kind:
      return withDefaults(object, { finalizers: ['kubernetes'] }, { phase: 'Active' });
    default:
      return object;
  }
}

/** Kinds whose status only controllers write: what a user sends there is dropped. */
export function hasStatus(kind: AnyKind): boolean {
  return STATUS_KINDS.has(kind.kind);
}

/** Kinds whose generation counts the changes of their spec; claims and volumes have none. */
export function hasGeneration(kind: AnyKind): boolean {
  return GENERATION_KINDS.has(kind.kind);
}

const WORKLOADS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'PodDisruptionBudget'];
const STATUS_KINDS = new Set([...WORKLOADS, 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'Namespace']);
const GENERATION_KINDS = new Set([...WORKLOADS, 'Pod', 'MountpointS3PodAttachment']);

/** In a volume, unlike in a claim, the server leaves an empty storageClassName out. */
function withoutEmptyClass(object: KubernetesObject): KubernetesObject {
  const { storageClassName, ...spec } = isJsonObject(object['spec']) ? object['spec'] : {};
  return storageClassName === '' ? { ...object, spec } : object;
}

/** A claim's source stands in both fields; a dataSource alone is kept of two kinds only (measured). */
function withBothSources(object: KubernetesObject): KubernetesObject {
  const { dataSource, dataSourceRef, ...spec } = isJsonObject(object['spec']) ? object['spec'] : {};
  const kind = isJsonObject(dataSource) ? dataSource['kind'] : undefined;
  const isKept = dataSourceRef !== undefined || kind === 'PersistentVolumeClaim' || kind === 'VolumeSnapshot';
  const source = dataSourceRef ?? (isKept ? dataSource : undefined);
  return source === undefined
    ? { ...object, spec }
    : { ...object, spec: { ...spec, dataSource: source, dataSourceRef: source } };
}

function withDefaults(object: KubernetesObject, spec: JsonObject, status: JsonObject): KubernetesObject {
  const given = isJsonObject(object['spec']) ? object['spec'] : {};
  return { ...object, spec: { ...spec, ...given }, status };
}

function withFinalizer(object: KubernetesObject, finalizer: string): KubernetesObject {
  const present = object.metadata.finalizers ?? [];
  if (present.includes(finalizer)) return object;
  const metadata: ObjectMeta = { ...object.metadata, finalizers: [...present, finalizer] };
  return { ...object, metadata };
}
