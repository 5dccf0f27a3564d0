import { isJsonObject, type JsonObject } from '../model/json.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import { isEqualJson } from './changes.js';
import { LAST_APPLIED, lastAppliedContent } from './last-applied.js';
import { BINDER_ANNOTATIONS } from './manifest.js';

/** A claim and its volume, which the binder may join at any moment in which both stand. */
export interface Pair {
  readonly namespace: string;
  readonly claimName: string;
  readonly volumeName: string;
}

/**
 * Whether two readings of an object are the one that was approved: the same uid and the same spec, labels, annotations,
 * finalizers and owners. Status and resourceVersion alone do not count (DESIGN, What always holds, 1).
 */
export function isSameContent(approved: KubernetesObject, now: KubernetesObject): boolean {
  return isEqualJson(content(approved), content(now));
}

/** The same, but for what the binder writes when it joins this claim and this volume, which is nobody's change of mind. */
export function isSameUnlessBound(approved: KubernetesObject, now: KubernetesObject, pair: Pair): boolean {
  return isSameContent(asBound(approved, now, pair), withoutBindingMarks(now));
}

function asBound(approved: KubernetesObject, now: KubernetesObject, pair: Pair): KubernetesObject {
  const marked = withoutBindingMarks(approved);
  if (isClaim(approved) && isClaim(now)) {
    const isJoined = (approved.spec.volumeName ?? '') === '' && now.spec.volumeName === pair.volumeName;
    return isJoined ? { ...marked, spec: { ...approved.spec, volumeName: pair.volumeName } } : marked;
  }
  if (isVolume(approved) && isVolume(now)) {
    const { claimRef } = now.spec;
    const isOurs = claimRef?.namespace === pair.namespace && claimRef.name === pair.claimName;
    const wasOpen = isOpenTo(approved, pair);
    return isOurs && wasOpen ? { ...marked, spec: { ...approved.spec, claimRef } } : marked;
  }
  return marked;
}

function isOpenTo({ spec: { claimRef } }: PersistentVolume, { namespace, claimName }: Pair): boolean {
  if (claimRef === undefined) return true;
  return claimRef.uid === undefined && claimRef.namespace === namespace && claimRef.name === claimName;
}

/** What the binder notes on an object for itself is left out. */
export function withoutBindingMarks(object: KubernetesObject): KubernetesObject {
  const kept = Object.entries(object.metadata.annotations ?? {}).filter(([key]) => !BINDER_ANNOTATIONS.has(key));
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(kept) } };
}

function isClaim(object: KubernetesObject): object is PersistentVolumeClaim {
  return object.kind === 'PersistentVolumeClaim';
}

function isVolume(object: KubernetesObject): object is PersistentVolume {
  return object.kind === 'PersistentVolume';
}

/** The part of a volume that approval is bound to while a run itself may set its policy and the binder its claimRef. */
export function isSameVolumeSource(approved: PersistentVolume, now: PersistentVolume): boolean {
  return isEqualJson(content(withoutRunState(approved)), content(withoutRunState(now)));
}

/** All of an object that is compared; what only the server or the way of writing makes differ is left out. */
export function content(object: KubernetesObject): JsonObject {
  const { metadata, status, ...rest } = object;
  const { name, uid, labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = metadata;
  const applied = lastAppliedContent(object);
  return {
    ...withoutClaimVersion(rest),
    metadata: {
      name,
      ...(uid === undefined ? {} : { uid }),
      labels,
      annotations: { ...annotations, ...(applied === undefined ? {} : { [LAST_APPLIED]: applied }) },
      finalizers,
      ownerReferences,
    },
  };
}

/** The version of the claim that a volume was bound to says nothing; its uid does. */
function withoutClaimVersion(object: JsonObject): JsonObject {
  const spec = object['spec'];
  const claimRef = isJsonObject(spec) ? spec['claimRef'] : undefined;
  if (!isJsonObject(spec) || !isJsonObject(claimRef)) return object;
  const { resourceVersion, ...reference } = claimRef;
  return { ...object, spec: { ...spec, claimRef: reference } };
}

function withoutRunState(volume: PersistentVolume): PersistentVolume {
  const { persistentVolumeReclaimPolicy, claimRef, ...spec } = volume.spec;
  return { ...volume, spec };
}
