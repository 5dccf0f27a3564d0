import type { KubernetesObject } from '../model/objects.js';
import { fieldAt, listAt, textAt } from './json-fields.js';

export interface WaitingContainer {
  readonly name: string;
  /** `ImagePullBackOff`, `CrashLoopBackOff`, … */
  readonly reason: string;
  readonly message?: string;
}

/** The first container that does not start for a reason of its own; one whose volumes are still being mounted has none. */
export function waitingContainer(pod: KubernetesObject): WaitingContainer | undefined {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((list) => listAt(pod, 'status', list));
  for (const status of statuses) {
    const state = fieldAt(status, 'state', 'waiting');
    const [reason, message] = [textAt(state, 'reason'), textAt(state, 'message')];
    if (reason === undefined || STARTING.has(reason)) continue;
    return { name: textAt(status, 'name') ?? '', reason, ...(message === undefined ? {} : { message }) };
  }
  return undefined;
}

const STARTING = new Set(['ContainerCreating', 'PodInitializing']);
