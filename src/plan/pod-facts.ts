import { isJsonObject } from '../model/json.js';
import type { KubernetesObject, OwnerReference, Pod } from '../model/objects.js';

/** Whether the Pod names the claim in its volumes, by itself or as its generic ephemeral volume. */
export function usesClaim(pod: KubernetesObject, claimName: string): pod is Pod {
  return volumesOf(pod).some((volume) => claimOfVolume(volume, pod.metadata.name) === claimName);
}

/** Whether pvc-protection counts it: any phase, as long as it has a node (FIELD.md 2.1). */
export function isScheduled(pod: Pod): boolean {
  return pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
}

/** Whether its containers have ended for good. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isTerminating(object: KubernetesObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

export function isReady(pod: Pod): boolean {
  return !isTerminating(pod) && condition(pod, 'Ready')?.status === 'True';
}

export function condition(pod: Pod, type: string) {
  return pod.status?.conditions?.find((candidate) => candidate.type === type);
}

/** The owner that brings it back when it is deleted. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** The name; every Pod has one. */
export function serviceAccountOf({ spec }: Pod): string {
  const { serviceAccountName } = spec;
  return typeof serviceAccountName === 'string' && serviceAccountName !== '' ? serviceAccountName : 'default';
}

function volumesOf(pod: KubernetesObject): readonly unknown[] {
  const spec = pod['spec'];
  const volumes = isJsonObject(spec) ? spec['volumes'] : undefined;
  return Array.isArray(volumes) ? (volumes as readonly unknown[]) : [];
}

function claimOfVolume(volume: unknown, podName: string): string | undefined {
  if (!isJsonObject(volume)) return undefined;
  const source = volume['persistentVolumeClaim'];
  if (isJsonObject(source)) return typeof source['claimName'] === 'string' ? source['claimName'] : undefined;
  // The claim of a generic ephemeral volume is named after its Pod and volume.
  return isJsonObject(volume['ephemeral']) && typeof volume['name'] === 'string'
    ? `${podName}-${volume['name']}`
    : undefined;
}
