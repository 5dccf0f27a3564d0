import { Failure } from '../model/errors.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import type { Holder } from '../model/observation.js';
import { POD, keyOf } from '../model/references.js';
import type { Look, Step, StepContext } from '../model/step.js';
import { controllerOf, isFinished, isScheduled, isTerminating } from '../plan/pod-facts.js';
import { isOf } from '../plan/workloads.js';
import { finalizerBlockers } from './blockers.js';
import { stopMarker } from './downtime-marks.js';
import { isGone, goneIsFine } from './objects-now.js';
import { lastingWatches } from './lasting-watches.js';
import { StoppingPods } from './stopping-pods.js';
import { podCount } from '../model/words.js';

/** Beside three for each Pod that was shown. */
const MOST_NEW_PODS = 10;

/**
 * Stops every Pod that has a node and names the claim, and goes on doing so until the claim is gone: a replacement can win
 * the race against the scheduler's cache, and a Pod with a preset nodeName never asks the scheduler (FIELD.md 2.3).
 */
export const stopPods: Step = {
  id: 'stop-pods',
  async run(context) {
    const { namespace, claimName, claim } = context.plan.observed;
    const asked = new Set<string>();
    const [stopping, onStop] = [new StoppingPods(context), stopMarker(context)];
    await context.wait({
      what: `claim ${namespace}/${claimName} to be gone`,
      limitMs: context.settings.timeoutMs,
      watch: {
        claim: lastingWatches.claim(context.plan),
        pods: lastingWatches.pods(context.plan),
        // Opened here, so that what comes next finds it open.
        volume: lastingWatches.volume(context.plan),
      },
      look: (state) => stopAndLook(context, claim?.metadata.uid, state, { asked, stopping, onStop }),
    });
    return asked.size === 0 ? 'no Pod had to be stopped' : `${podCount(asked.size)} stopped`;
  },
};

interface StopTools {
  /** uids of Pods that were asked to stop. */
  readonly asked: Set<string>;
  readonly stopping: StoppingPods;
  readonly onStop: (pod: Pod) => Promise<void>;
}

async function stopAndLook(
  context: StepContext,
  uid: string | undefined,
  state: { readonly claim: readonly KubernetesObject[]; readonly pods: readonly KubernetesObject[] },
  { asked, stopping, onStop }: StopTools,
): Promise<Look> {
  if (isGone(state.claim, uid)) return { done: true };
  const holders = state.pods.filter((pod): pod is Pod => isScheduled(pod as Pod));
  const toStop = holders.filter((pod) => !isTerminating(pod) && mayBeStopped(pod, context));
  requireAnEnd(toStop, context, asked);
  await Promise.all(toStop.map((pod) => stop(pod, context, { asked, onStop })));
  if (holders.length > 0) return { done: false, ...(await stopping.look(holders, asked)) };
  return { done: false, blockers: state.claim.flatMap((object) => finalizerBlockers(object)) };
}

/**
 * A replacement that wins the race against the scheduler's cache is one of a few. Where they come without end, they do not
 * ask a scheduler that heeds the claim, and stopping them would go on for as long as the wait lasts (measured).
 *
 * @throws Failure refused
 */
function requireAnEnd(toStop: readonly Pod[], { plan, workloads }: StepContext, asked: ReadonlySet<string>): void {
  const shown = new Set(plan.stops.map(({ pod }) => pod.metadata.uid));
  const newOnes = [...asked].filter((uid) => !shown.has(uid)).length;
  const last = toStop.find(({ metadata }) => !shown.has(metadata.uid));
  if (last === undefined || newOnes < MOST_NEW_PODS + 3 * shown.size) return;
  const workload = workloads.find((each) => isOf(each, { pod: last })) ?? controllerOf(last);
  const name = workload === undefined ? last.metadata.name : `${workload.kind} ${workload.name}`;
  throw new Failure(
    'refused',
    `${podCount(newOnes)} of ${name} came after those that were stopped and held the claim again: they are put on nodes past a scheduler that heeds its deletion`,
    {
      hint: `scale ${name} to 0, go on, and scale it back as soon as the new claim is Bound`,
    },
  );
}

/** What was shown, and what comes back. A bare Pod that came later is somebody's to decide about. */
export function mayBeStopped(pod: Pod, { plan }: Pick<StepContext, 'plan'>): boolean {
  const isPod = (holder: Holder): boolean => holder.pod.metadata.uid === pod.metadata.uid;
  if (plan.stops.some(isPod)) return true;
  const controller = controllerOf(pod);
  if (controller === undefined) {
    // It waited for a node when the plan was made, as one does that an earlier attempt has created again just before it died.
    const isCreatedAgain = plan.target.pods.some(({ metadata }) => metadata.name === pod.metadata.name);
    return isCreatedAgain && plan.observed.holders.some(isPod);
  }
  return controller.kind !== 'Job' || isFinished(pod);
}

async function stop(
  pod: Pod,
  { cluster, settings }: StepContext,
  { asked, onStop }: Pick<StopTools, 'asked' | 'onStop'>,
): Promise<void> {
  const { uid } = pod.metadata;
  if (uid === undefined || asked.has(uid)) return;
  asked.add(uid);
  await onStop(pod);
  const { gracePeriodSeconds } = settings;
  await goneIsFine(() =>
    cluster.delete(keyOf(POD, pod), { uid, ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }) }),
  );
}
