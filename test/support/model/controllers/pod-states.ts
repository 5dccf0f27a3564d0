import type { JsonObject } from '../../../../src/model/json.js';
import type { Pod } from '../../../../src/model/objects.js';
import { timestamp } from '../timestamp.js';
import { withConditions } from '../pod-facts.js';

/** A Pod on its node before its volumes are mounted. */
export function asCreating(pod: Pod, nowMs: number): Pod {
  const waiting = { waiting: { reason: 'ContainerCreating' } };
  return withContainers(withReady(pod, 'False', nowMs, 'ContainersNotReady'), 'Pending', waiting);
}

export function asRunning(pod: Pod, nowMs: number): Pod {
  return withContainers(withReady(pod, 'True', nowMs), 'Running', { running: { startedAt: timestamp(nowMs) } }, true);
}

export function asEnded(pod: Pod, phase: 'Succeeded' | 'Failed', nowMs: number): Pod {
  const exitCode = phase === 'Succeeded' ? 0 : 137;
  const terminated = { exitCode, reason: phase === 'Succeeded' ? 'Completed' : 'Error', finishedAt: timestamp(nowMs) };
  const reason = phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed';
  return withContainers(withReady(pod, 'False', nowMs, reason), phase, { terminated });
}

function withReady(pod: Pod, status: string, nowMs: number, reason?: string): Pod {
  const why = reason === undefined ? {} : { reason };
  const conditions = [
    { type: 'Initialized', status: 'True' },
    { type: 'ContainersReady', status, ...why },
    { type: 'Ready', status, ...why },
  ];
  return withConditions(pod, conditions, nowMs);
}

function withContainers(pod: Pod, phase: string, state: JsonObject, ready = false): Pod {
  const containers = Array.isArray(pod.spec['containers']) ? (pod.spec['containers'] as readonly JsonObject[]) : [];
  const containerStatuses = containers.map(({ name, image }) => ({
    name: name ?? '',
    image: image ?? '',
    ready,
    restartCount: 0,
    state,
  }));
  return { ...pod, status: { ...pod.status, phase, containerStatuses } };
}
