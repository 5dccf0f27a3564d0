import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { type AnyKind, PODS } from './kinds.js';
import { timestamp } from './timestamp.js';

/**
 * Seconds that pass between a Pod's deletionTimestamp and its forced end. None for an unscheduled or a finished Pod: the
 * API server removes it at once (FIELD.md 2.15).
 */
export function gracePeriodOf(kind: AnyKind, object: KubernetesObject, requested: number | undefined): number {
  if (!isPod(kind, object)) return 0;
  if (object.spec.nodeName === undefined || isFinished(object)) return 0;
  return requested ?? object.spec.terminationGracePeriodSeconds ?? 30;
}

/** The object marked for deletion; one already marked is only ever brought forward, never taken back (FIELD.md 2.4). */
export function markedForDeletion(object: KubernetesObject, nowMs: number, graceSeconds: number): KubernetesObject {
  const present = object.metadata.deletionGracePeriodSeconds;
  if (object.metadata.deletionTimestamp !== undefined && (present ?? 0) <= graceSeconds) return object;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(nowMs + graceSeconds * 1000),
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
}

/** Nothing holds the marked object any more: no finalizer, no grace period. */
export function isReadyToGo({ metadata }: KubernetesObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    (metadata.finalizers ?? []).length === 0 &&
    (metadata.deletionGracePeriodSeconds ?? 0) === 0
  );
}

export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function isPod(kind: AnyKind, object: KubernetesObject): object is Pod {
  return kind.kind === PODS.kind && object.kind === PODS.kind;
}
