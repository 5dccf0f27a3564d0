import { isJsonObject, type Json, type JsonObject } from '../model/json.js';
import type { KubernetesObject, ObjectMeta, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';

/** Written by the server or its controllers, never by a person (FIELD.md 2.8). */
const SERVER_METADATA = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]);

/** Book-keeping of the volume binder; left in place they make the new claim look bound to what is gone (FIELD.md 2.8). */
export const BINDER_ANNOTATIONS = new Set([
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.kubernetes.io/storage-provisioner',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
]);

/** Put there by admission on every create, so their absence from a manifest says nothing. */
const PROTECTION_FINALIZERS = new Set(['kubernetes.io/pvc-protection', 'kubernetes.io/pv-protection']);

/** How a deletion is carried out, set with it; on a new object they would delete its dependents, or orphan them. */
const DELETION_FINALIZERS = new Set(['foregroundDeletion', 'orphan']);

/** The claim as it can be created again: nothing that the server sets, everything else as it is. */
export function claimManifest(given: PersistentVolumeClaim): PersistentVolumeClaim {
  const claim = withoutNulls(given);
  const rest = without(claim, new Set(['status', 'metadata', 'spec']));
  return {
    ...rest,
    apiVersion: claim.apiVersion,
    kind: claim.kind,
    metadata: cleanMetadata(claim.metadata),
    spec: { volumeMode: 'Filesystem', ...withBothSources(claim.spec) },
  };
}

/**
 * A claim that names a source but also its volume is bound to that volume and never populated, so it keeps the source as a
 * remark. The server writes it into both fields, and drops a dataSource that is neither a claim nor a snapshot (measured).
 */
function withBothSources<T extends JsonObject>(spec: T): T {
  const { dataSource, dataSourceRef } = spec;
  if (dataSourceRef !== undefined) {
    const isElsewhere = isJsonObject(dataSourceRef) && dataSourceRef['namespace'] !== undefined;
    return isElsewhere || dataSource !== undefined ? spec : { ...spec, dataSource: dataSourceRef };
  }
  if (!isJsonObject(dataSource)) return spec;
  const isKept = dataSource['kind'] === 'PersistentVolumeClaim' || dataSource['kind'] === 'VolumeSnapshot';
  return isKept ? { ...spec, dataSourceRef: dataSource } : without(spec, new Set(['dataSource']));
}

/**
 * The volume as it can be created again. Its claimRef keeps namespace and name but loses uid and resourceVersion, so that
 * it waits for exactly that claim (FIELD.md 2.8).
 */
export function volumeManifest(given: PersistentVolume): PersistentVolume {
  const volume = withoutNulls(given);
  const { claimRef, storageClassName, mountOptions, ...spec } = volume.spec;
  const rest = without(volume, new Set(['status', 'metadata', 'spec']));
  return {
    ...rest,
    apiVersion: volume.apiVersion,
    kind: volume.kind,
    metadata: clusterWide(cleanMetadata(volume.metadata)),
    spec: {
      // The server's defaults, spelled out so that a manifest from a file compares equal to what it becomes.
      volumeMode: 'Filesystem',
      persistentVolumeReclaimPolicy: 'Retain',
      ...spec,
      // In a volume, unlike in a claim, the server leaves these out when they are empty.
      ...(storageClassName === undefined || storageClassName === '' ? {} : { storageClassName }),
      ...(mountOptions === undefined || mountOptions.length === 0 ? {} : { mountOptions }),
      ...(claimRef === undefined ? {} : { claimRef: without(claimRef, new Set(['uid', 'resourceVersion'])) }),
    },
  };
}

/** Without what the binder wrote when it joined a volume to a claim, by their uids (FIELD.md 2.8). */
export function withoutBinding(object: KubernetesObject): KubernetesObject {
  const { spec } = object;
  const reference = isJsonObject(spec) ? spec['claimRef'] : undefined;
  if (!isJsonObject(spec) || !isJsonObject(reference)) return object;
  return { ...object, spec: { ...spec, claimRef: without(reference, new Set(['uid', 'resourceVersion'])) } };
}

/** A volume has no namespace, whatever a file says. */
function clusterWide(metadata: ObjectMeta): ObjectMeta {
  const { namespace, ...rest } = metadata;
  return { ...rest, name: metadata.name };
}

/** Metadata without what the server and the binder set. */
export function cleanMetadata(metadata: ObjectMeta): ObjectMeta {
  const { annotations, finalizers, ...rest } = without(metadata, SERVER_METADATA);
  const keptAnnotations = without(metadata.annotations ?? {}, BINDER_ANNOTATIONS);
  const keptFinalizers = (metadata.finalizers ?? []).filter(
    (finalizer) => !PROTECTION_FINALIZERS.has(finalizer) && !DELETION_FINALIZERS.has(finalizer),
  );
  return {
    ...rest,
    name: metadata.name,
    ...(annotations !== undefined && Object.keys(keptAnnotations).length > 0 ? { annotations: keptAnnotations } : {}),
    ...(finalizers !== undefined && keptFinalizers.length > 0 ? { finalizers: keptFinalizers } : {}),
  };
}

/** The object without fields that are null, which to the API are missing. */
function withoutNulls<T extends JsonObject>(object: T): T {
  return dropNulls(object) as T;
}

function dropNulls(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item: Json) => dropNulls(item) ?? null);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([key, item]) => [key, dropNulls(item)]));
}

function without<T extends JsonObject | KubernetesObject>(object: T, keys: ReadonlySet<string>): T {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key))) as T;
}
