import { isJsonObject, type JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject, OwnerReference, Pod, PodCondition } from '../../../src/model/objects.js';
import { timestamp } from './timestamp.js';

/** The claims that a Pod names in its volumes. */
export function claimNamesOf(pod: Pod): readonly string[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const { persistentVolumeClaim: source } = volume;
    const name = isJsonObject(source) ? source['claimName'] : ephemeralClaimName(volume, pod);
    return typeof name === 'string' ? [name] : [];
  });
}

/** Of a generic ephemeral volume: Pod and volume give it its name. */
export function ephemeralClaimName({ name, ephemeral }: JsonObject, { metadata }: Pod): string | undefined {
  return isJsonObject(ephemeral) && typeof name === 'string' ? `${metadata.name}-${name}` : undefined;
}

export function isReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True' && pod.metadata.deletionTimestamp === undefined;
}

export function isScheduled(pod: Pod): boolean {
  return pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
}

export function conditionOf(pod: Pod, type: string): PodCondition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

/** The Pod with some of its conditions set; the time of transition moves only when the status does. */
export function withConditions(pod: Pod, conditions: readonly PodCondition[], nowMs: number): Pod {
  const present = pod.status?.conditions ?? [];
  const kept = present.filter(({ type }) => conditions.every((condition) => condition.type !== type));
  const set = conditions.map((condition) => {
    const before = present.find(({ type }) => type === condition.type);
    const isSame = before?.status === condition.status;
    return { ...condition, lastTransitionTime: isSame ? before['lastTransitionTime'] : timestamp(nowMs) };
  });
  return { ...pod, status: { ...pod.status, conditions: [...kept, ...set] } };
}

export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(({ controller }) => controller === true);
}
