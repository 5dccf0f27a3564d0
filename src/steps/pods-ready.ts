import { isPassing, messageOf } from '../model/errors.js';
import type { ApprovedWorkload } from '../model/journal.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import { POD } from '../model/references.js';
import type { MarkedWorkload, StepContext, Wait } from '../model/step.js';
import { isReady } from '../plan/pod-facts.js';
import { readinessBlocker } from './blockers.js';
import { explained } from './explain.js';
import { lastingWatches } from './lasting-watches.js';
import { podsOnClaim } from './pods-on-claim.js';
import { ASKING_MS } from './wanted-pods.js';
import { countsOn, wholeOf } from './workload-counts.js';

/**
 * Waits until every workload has as many Ready Pods on the claim as it is expected to, and still wants. The watch that is open tells when
 * to look, so that nothing is asked of the cluster while Pods start; since it may be late, or silent, only a list counts.
 *
 * @param isOld Pods that do not count because they ran before the change
 * @param onListed hears of each workload whether it is whole, each time that the Pods were listed
 */
export async function waitUntilReady(
  context: StepContext,
  workloads: readonly ApprovedWorkload[],
  isOld: (pod: KubernetesObject) => boolean,
  onListed: OnListed = () => Promise.resolve(),
): Promise<void> {
  const { clock, cluster, plan, settings } = context;
  const { namespace, claimName } = plan.observed;
  const expected = workloads.filter(({ expectedReady }) => expectedReady > 0);
  if (expected.length === 0) return;
  const countOf = countsOn(context, expected, isOld);
  const beganAt = clock.now();
  let listAgainAt = beganAt + ASKING_MS;
  let whole = '';
  /** Or why they cannot be listed just now: whether the network comes back is the watch's to find out. */
  const listedNow = (): Promise<readonly KubernetesObject[] | string> =>
    cluster.list(podsOnClaim(namespace, claimName)).catch((error: unknown) => {
      if (isPassing(error)) return messageOf(error);
      throw error;
    });
  const wait: Wait<'pods'> = {
    what: `the Pods of ${expected.map(({ kind, name }) => `${kind} ${name}`).join(', ')} to be Ready`,
    limitMs: settings.timeoutMs,
    watch: { pods: lastingWatches.pods(plan) },
    look: async ({ pods }) => {
      let counts = await countOf(pods);
      if (wholeOf(counts) !== whole || clock.now() >= listAgainAt) {
        const listed = await listedNow();
        if (typeof listed === 'string') return { done: false, blockers: [listed], againInMs: ASKING_MS };
        counts = await countOf(listed);
        whole = wholeOf(counts);
        // What the watch does not tell is asked for less and less often.
        listAgainAt = clock.now() + Math.max(ASKING_MS, clock.now() - beganAt);
        for (const { workload, wanted, missing } of counts) await onListed(workload, missing.length === 0, wanted);
        if (counts.every(({ missing }) => missing.length === 0)) return { done: true };
      }
      return { done: false, blockers: counts.flatMap(({ missing }) => missing), againInMs: ASKING_MS };
    },
  };
  await explained(context, () => context.wait(wait));
}

/** @param wanted how many Pods it takes to be whole */
type OnListed = (workload: MarkedWorkload, isWhole: boolean, wanted: number) => Promise<void>;

/** Waits until the bare Pods that were created again are Ready, or have ended as they may. */
export async function waitUntilBarePodsReady(context: StepContext, onListed: OnListed): Promise<void> {
  const { observed, target } = context.plan;
  const names = target.pods.map(({ metadata }) => metadata.name);
  if (names.length === 0) return;
  const wait: Wait<'pods'> = {
    what: `the Pods ${names.join(', ')} to be Ready`,
    limitMs: context.settings.timeoutMs,
    watch: {
      pods: { resource: POD, namespace: observed.namespace, keep: ({ metadata }) => names.includes(metadata.name) },
    },
    look: async ({ pods }) => {
      const waiting = (pods as readonly Pod[]).filter((pod) => !isReady(pod) && pod.status?.phase !== 'Succeeded');
      const missing = names.filter((name) => pods.every(({ metadata }) => metadata.name !== name));
      for (const name of names) {
        const isWhole = !missing.includes(name) && waiting.every(({ metadata }) => metadata.name !== name);
        await onListed({ kind: POD.kind, name }, isWhole, 1);
      }
      const blockers = [...waiting.map(readinessBlocker), ...missing.map((name) => `Pod ${name} is not there`)];
      return blockers.length === 0 ? { done: true } : { done: false, blockers };
    },
  };
  await explained(context, () => context.wait(wait));
}
