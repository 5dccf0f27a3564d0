import type { Pod } from '../model/objects.js';
import type { MarkedWorkload, StepContext } from '../model/step.js';
import { controllerOf } from '../plan/pod-facts.js';
import { isOf } from '../plan/workloads.js';

/** Notes that a Pod is asked to stop, once for each workload whose Pods are expected back: its downtime begins then. */
export function stopMarker(context: StepContext): (pod: Pod) => Promise<void> {
  const marked = new Set<string>();
  return async (pod) => {
    const workload = markedWorkloadOf(pod, context);
    if (workload === undefined || marked.has(keyOf(workload))) return;
    marked.add(keyOf(workload));
    await context.mark(workload, 'stopping');
  };
}

/** Notes when a workload has all its Pods Ready, and when it loses one again while others are still waited for. */
export function readyMarker(
  context: StepContext,
): (workload: MarkedWorkload, isReady: boolean, pods: number) => Promise<void> {
  const ready = new Set<string>();
  return async (workload, isReady, pods) => {
    const key = keyOf(workload);
    if (isReady === ready.has(key)) return;
    if (isReady) ready.add(key);
    else ready.delete(key);
    await (isReady ? context.mark(workload, 'ready', pods) : context.mark(workload, 'unready'));
  };
}

/** The approved workload that a Pod is one of; a bare Pod that is created again stands for itself. */
export function markedWorkloadOf(pod: Pod, { plan, workloads }: StepContext): MarkedWorkload | undefined {
  const { uid, name } = pod.metadata;
  if (controllerOf(pod) === undefined) {
    return plan.target.pods.some(({ metadata }) => metadata.name === name) ? { kind: pod.kind, name } : undefined;
  }
  const shown = plan.observed.holders.find((holder) => holder.pod.metadata.uid === uid);
  return workloads.find((workload) => workload.expectedReady > 0 && isOf(workload, { pod, workload: shown?.workload }));
}

function keyOf({ kind, name }: MarkedWorkload): string {
  return `${kind}/${name}`;
}
