import type { KubernetesObject, PersistentVolume } from '../../../src/model/objects.js';

/** All of an object, but for what the server gives anew to each. */
export function lasting(object: KubernetesObject): unknown {
  const { uid, resourceVersion, creationTimestamp, managedFields, ...metadata } = object.metadata;
  const { claimRef, ...spec } = object['spec'] as PersistentVolume['spec'];
  const { lastPhaseTransitionTime, ...status } = object['status'] as NonNullable<PersistentVolume['status']>;
  const reference = claimRef === undefined ? {} : { ...claimRef, uid: '', resourceVersion: '' };
  return { ...object, metadata, spec: { ...spec, claimRef: reference }, status };
}
