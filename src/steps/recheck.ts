import type { KubernetesObject } from '../model/objects.js';
import { describeKey, type ObjectKey } from '../model/references.js';
import type { Step, StepContext } from '../model/step.js';
import { isEqualJson } from '../plan/changes.js';
import { isFinished, isScheduled, isTerminating } from '../plan/pod-facts.js';
import { podManifest } from '../plan/pod-manifest.js';
import { isSameUnlessBound, type Pair } from '../plan/same-content.js';
import { isOf } from '../plan/workloads.js';
import { claimKey, conflict, pairOf, volumeKey } from './objects-now.js';
import { mayBeStopped } from './stop-pods.js';
import { observeSubject, type SubjectNow } from './observe.js';

/** Approval is bound to what was shown: read again just before the first change (DESIGN, What always holds, 1). */
export const recheck: Step = {
  id: 'recheck',
  async run(context) {
    const { plan } = context;
    const { namespace, claimName } = plan.observed;
    const volumeName = plan.target.volume.metadata.name;
    const now = await observeSubject(context.cluster, { namespace, claimName, volumeName });
    requireSame(claimKey(plan), plan.observed.claim, now.claim, pairOf(plan));
    requireSame(volumeKey(plan), plan.observed.volume, now.volume, pairOf(plan));
    requireShownHolders(context, now);
    requireSameBarePods(context, now);
    return undefined;
  },
};

function requireSame(
  key: ObjectKey,
  approved: KubernetesObject | undefined,
  now: KubernetesObject | undefined,
  pair: Pair,
): void {
  if (approved === undefined && now === undefined) return;
  if (approved === undefined) throw conflict(`${describeKey(key)} was created after the plan was made`);
  // One that was on its way out already has only gone that way; what stands there now is for the steps to judge.
  if (isTerminating(approved) && now?.metadata.uid !== approved.metadata.uid) return;
  if (now === undefined) throw conflict(`${describeKey(key)} was deleted after the plan was made`);
  if (now.metadata.uid !== approved.metadata.uid)
    throw conflict(`${describeKey(key)} was replaced after the plan was made`);
  if (!isSameUnlessBound(approved, now, pair))
    throw conflict(`${describeKey(key)} was changed after the plan was made`);
  if (now.metadata.deletionTimestamp !== approved.metadata.deletionTimestamp) {
    throw conflict(`${describeKey(key)} was deleted by somebody after the plan was made`);
  }
}

/** They are created again as they were shown: a label that one was given since would be lost. */
function requireSameBarePods({ plan }: StepContext, now: SubjectNow): void {
  for (const wanted of plan.target.pods) {
    const { name } = wanted.metadata;
    const shown = plan.observed.holders.find(({ pod }) => pod.metadata.name === name)?.pod;
    const pod = now.holders.find((holder) => holder.pod.metadata.uid === shown?.metadata.uid)?.pod;
    if (pod === undefined || shown === undefined || isTerminating(pod)) continue;
    // With its node it gets labels and annotations that nobody has set by hand.
    if (isScheduled(pod) && !isScheduled(shown)) continue;
    if (isEqualJson(podManifest(pod), wanted)) continue;
    throw conflict(`Pod ${name} was changed after the plan was made`);
  }
}

/** Another Pod of a workload that was shown is no news; a workload or bare Pod that was not shown is. */
function requireShownHolders(context: StepContext, now: SubjectNow): void {
  const { plan, workloads } = context;
  const stopsPods = plan.steps.some(({ id }) => id === 'stop-pods');
  const shownPods = new Set(plan.observed.holders.map(({ pod }) => pod.metadata.uid));
  for (const { pod, workload } of now.holders) {
    const isShown = shownPods.has(pod.metadata.uid) || workloads.some((shown) => isOf(shown, { pod, workload }));
    if (!isScheduled(pod)) continue;
    const whose = `Pod ${pod.metadata.name}${workload === undefined ? '' : ` of ${workload.kind} ${workload.name}`}`;
    if (!isShown) throw conflict(`${whose} began to use the claim after the plan was made`);
    // All others would stop, and wait for it in vain.
    if (stopsPods && !isFinished(pod) && !isTerminating(pod) && !mayBeStopped(pod, context))
      throw conflict(`${whose} got a node after the plan was made`);
  }
}
