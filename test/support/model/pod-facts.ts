import { isJsonObject } from '../../../src/model/json.js';
import type { KubernetesObject, OwnerReference, Pod, PodCondition } from '../../../src/model/objects.js';
import { timestamp } from './timestamp.js';

/** The claims that a Pod names in its volumes. */
export function claimNamesOf(pod: Pod): readonly string[] {
  return (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim: source }) =>
    isJsonObject(source) && typeof source['claimName'] === 'string' ? [source['claimName']] : [],
  );
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

/** The Pod with one of its conditions set; the time of transition moves only when the status does. */
export function withCondition(pod: Pod, condition: PodCondition, nowMs: number): Pod {
  const present = conditionOf(pod, condition.type);
  const lastTransitionTime =
    present?.status === condition.status ? present['lastTransitionTime'] : timestamp(nowMs);
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
  return { ...pod, status: { ...pod.status, conditions: [...others, { ...condition, lastTransitionTime }] } };
}

export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(({ controller }) => controller === true);
}
