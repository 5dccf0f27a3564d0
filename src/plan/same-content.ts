import type { JsonObject } from '../model/json.js';
import type { KubernetesObject, PersistentVolume } from '../model/objects.js';
import { isEqualJson } from './changes.js';

/**
 * Whether two readings of an object are the one that was approved: the same uid and the same spec, labels, annotations,
 * finalizers and owners. Status and resourceVersion alone do not count (DESIGN, What always holds, 1).
 */
export function isSameContent(approved: KubernetesObject, now: KubernetesObject): boolean {
  return isEqualJson(content(approved), content(now));
}

/** The part of a volume that approval is bound to while a run itself may set its policy and the binder its claimRef. */
export function isSameVolumeSource(approved: PersistentVolume, now: PersistentVolume): boolean {
  return isEqualJson(content(withoutRunState(approved)), content(withoutRunState(now)));
}

function content({ metadata, status, ...rest }: KubernetesObject): JsonObject {
  const { name, uid, labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = metadata;
  return {
    ...rest,
    metadata: { name, ...(uid === undefined ? {} : { uid }), labels, annotations, finalizers, ownerReferences },
  };
}

function withoutRunState(volume: PersistentVolume): PersistentVolume {
  const { persistentVolumeReclaimPolicy, claimRef, ...spec } = volume.spec;
  return { ...volume, spec };
}
