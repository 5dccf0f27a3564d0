import { isApiError } from '../model/errors.js';
import type { Holder } from '../model/observation.js';
import type { Pod } from '../model/objects.js';
import { POD, keyOf } from '../model/references.js';
import type { Look, Step, StepContext } from '../model/step.js';
import { markedWorkloadOf, stopMarker } from './downtime-marks.js';
import { isGone } from './objects-now.js';
import { StoppingPods } from './stopping-pods.js';
import { waitUntilReady } from './pods-ready.js';

/** How soon an eviction that a budget forbids is asked for again: the API has no watch for that. In milliseconds. */
const BUDGET_RETRY_MS = 5000;

/**
 * After a change in place nothing has to stop as a whole: Pods are evicted one at a time, budgets respected, and each
 * replacement is Ready before the next one goes (FIELD.md 2.7).
 */
export const restartPods: Step = {
  id: 'restart-pods',
  async run(context) {
    const gone = new Set<string>();
    const onStop = stopMarker(context);
    for (const [index, holder] of context.plan.stops.entries()) {
      const { metadata } = holder.pod;
      if (holder.workload === undefined || metadata.uid === undefined) {
        context.warn(`Pod ${metadata.name} has no controller; it keeps the old mount until it is started again`);
        continue;
      }
      gone.add(metadata.uid);
      await evictAndWait(context, holder, onStop);
      await waitUntilReady(context, context.workloads, (pod) => gone.has(pod.metadata.uid ?? ''));
      await markIfLast(context, holder, context.plan.stops.slice(index + 1));
    }
    return `${gone.size} restarted`;
  },
};

/** The workload is whole again once the last of its Pods is. */
async function markIfLast(context: StepContext, { pod }: Holder, later: readonly Holder[]): Promise<void> {
  const workload = markedWorkloadOf(pod, context);
  const isLast = later.every((holder) => markedWorkloadOf(holder.pod, context) !== workload);
  if (workload !== undefined && isLast) await context.mark(workload, 'ready');
}

async function evictAndWait(context: StepContext, { pod }: Holder, onStop: (pod: Pod) => Promise<void>): Promise<void> {
  const { name, uid = '' } = pod.metadata;
  let isEvicted = false;
  const stopping = new StoppingPods(context);
  await context.wait({
    what: `Pod ${name} to be gone`,
    limitMs: context.settings.timeoutMs,
    watch: { pod: keyOf(POD, pod) },
    look: async (state): Promise<Look> => {
      if (isGone(state.pod, uid)) return { done: true };
      if (isEvicted) return { done: false, ...(await stopping.look(state.pod as readonly Pod[], new Set([uid]))) };
      const refusal = await evict(context, pod, uid);
      isEvicted = refusal === undefined;
      if (isEvicted) await onStop(pod);
      return {
        done: false,
        blockers: [refusal ?? `Pod ${name} is stopping`],
        ...(isEvicted ? {} : { againInMs: BUDGET_RETRY_MS }),
      };
    },
  });
}

/** @returns the server's words when a budget forbids it now */
async function evict({ cluster, settings }: StepContext, pod: Holder['pod'], uid: string): Promise<string | undefined> {
  const { gracePeriodSeconds } = settings;
  try {
    await cluster.evict(keyOf(POD, pod), { uid, ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }) });
  } catch (error) {
    if (isApiError(error, 'TooManyRequests')) return error.message;
    // Gone already, or replaced by one of the same name.
    if (!isApiError(error, 'NotFound') && !isApiError(error, 'Conflict')) throw error;
  }
  return undefined;
}
