import type { KubernetesObject, Pod } from '../model/objects.js';
import { POD, keyOf } from '../model/references.js';
import type { Look, Step, StepContext } from '../model/step.js';
import { condition, controllerOf, isFinished, isScheduled, isTerminating } from '../plan/pod-facts.js';
import { goneIsFine, preconditionsOf } from './objects-now.js';
import { lastingWatches } from './lasting-watches.js';

/**
 * For how long none of the refused Pods may be scheduled once the claim is Bound. From 1.33 the scheduler takes one after the
 * other, each within milliseconds; before, they can sit out a back-off of up to 10 s (FIELD.md 2.15).
 */
const SCHEDULER_PATIENCE_MS = 100;

/**
 * Lets replacements that the scheduler has put off start at once: one that is still without a node is deleted, and its
 * controller makes a fresh one without back-off. It never ran, so nothing is stopped (FIELD.md 2.15).
 */
export const renewPods: Step = {
  id: 'renew-pods',
  async run(context) {
    let lastProgressAt: number | undefined;
    let waiting: ReadonlySet<string | undefined> = new Set();
    let renewed = 0;
    await context.wait({
      what: 'the scheduler to take the new Pods',
      limitMs: context.settings.timeoutMs,
      watch: { pods: lastingWatches.pods(context.plan) },
      look: async ({ pods }): Promise<Look> => {
        const refused = pods.filter(isPutOff);
        if (refused.length === 0) return { done: true };
        const now = new Set(refused.map(({ metadata }) => metadata.uid));
        if (lastProgressAt === undefined || [...waiting].some((uid) => !now.has(uid)))
          lastProgressAt = context.clock.now();
        waiting = now;
        const leftMs = lastProgressAt + SCHEDULER_PATIENCE_MS - context.clock.now();
        if (leftMs > 0)
          return { done: false, blockers: refused.map(({ metadata }) => `Pod ${metadata.name}`), againInMs: leftMs };
        await Promise.all(refused.map((pod) => renew(pod, context)));
        renewed = refused.length;
        return { done: true };
      },
    });
    return renewed === 0 ? 'there was none' : `${renewed} renewed`;
  },
};

/** Refused by the scheduler and brought back by its controller. A Job would count a deleted Pod as a failure. */
function isPutOff(object: KubernetesObject): object is Pod {
  const pod = object as Pod;
  if (isScheduled(pod) || isTerminating(pod) || isFinished(pod)) return false;
  const controller = controllerOf(pod);
  const scheduled = condition(pod, 'PodScheduled');
  const isRefused = scheduled?.status === 'False' && scheduled.reason !== 'SchedulingGated';
  return isRefused && controller !== undefined && controller.kind !== 'Job';
}

/** uid and resourceVersion as preconditions spare a Pod that was scheduled meanwhile. */
async function renew(pod: Pod, { cluster }: StepContext): Promise<void> {
  await goneIsFine(() => cluster.delete(keyOf(POD, pod), preconditionsOf(pod)));
}
