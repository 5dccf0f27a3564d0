import type { Blocker } from '../model/events.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import { describeFinalizer } from '../plan/finalizers.js';
import { condition, controllerOf, isTerminating } from '../plan/pod-facts.js';

/**
 * Why a Pod still holds the claim: node, phase, grace and age, and the finalizers that keep it.
 *
 * @param wasAsked whether its deletion was asked for, which a watch tells a moment later
 */
export function podBlocker(pod: Pod, wasAsked: boolean): Blocker {
  const where = `Pod ${pod.metadata.name} on node ${pod.spec.nodeName ?? '(none)'}`;
  if (!isTerminating(pod)) {
    if (wasAsked) return `${where} was just told to stop`;
    return controllerOf(pod) === undefined
      ? `${where} has no controller and was not part of the plan: stop it, or wait until it ends and delete it`
      : `${where} is ${pod.status?.phase ?? 'Unknown'}`;
  }
  const grace = pod.metadata.deletionGracePeriodSeconds ?? 0;
  // The API server sets deletionTimestamp to when the grace period ends.
  const since = Date.parse(pod.metadata.deletionTimestamp ?? '') - grace * 1000;
  const held = pod.metadata.finalizers ?? [];
  const finalizers = held.length === 0 ? '' : `, held by finalizer ${held.map(describeFinalizer).join(', ')}`;
  return `${where} is stopping since ${timeOfDay(since)} (grace period ${grace} s)${finalizers}`;
}

/** What keeps an object that is marked for deletion; finalizers belong to their controllers and are never removed here. */
export function finalizerBlockers(object: KubernetesObject): readonly Blocker[] {
  const finalizers = object.metadata.finalizers ?? [];
  if (!isTerminating(object)) return [`${object.metadata.name} is not marked for deletion any more`];
  return finalizers.length === 0
    ? ['the API server has not removed it yet']
    : finalizers.map((finalizer) => `finalizer ${describeFinalizer(finalizer)} on ${object.metadata.name}`);
}

/** Why a Pod is not Ready yet, in the words of its conditions. */
export function readinessBlocker(pod: Pod): Blocker {
  const scheduled = condition(pod, 'PodScheduled');
  const ready = condition(pod, 'Ready');
  const why = scheduled?.status === 'False' ? scheduled : ready;
  const words = [why?.reason, why?.message].filter((text) => text !== undefined && text !== '').join(': ');
  return `Pod ${pod.metadata.name} is ${pod.status?.phase ?? 'Unknown'}${words === '' ? '' : ` (${words})`}`;
}

/** UTC, as the API's own times. */
function timeOfDay(ms: number): string {
  return Number.isFinite(ms) ? `${new Date(ms).toISOString().slice(11, 19)} UTC` : 'an unknown time';
}
