import type { Blocker } from '../model/events.js';
import type { ApprovedWorkload } from '../model/journal.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import { POD } from '../model/references.js';
import type { Look, MarkedWorkload, StepContext, Wait } from '../model/step.js';
import { isOf } from '../plan/workloads.js';
import { isFinished, isReady, isTerminating } from '../plan/pod-facts.js';
import { readinessBlocker } from './blockers.js';
import { explained } from './explain.js';
import { lastingWatches } from './lasting-watches.js';
import { podsOnClaim } from './pods-on-claim.js';
import { ASKING_MS, wantedPods } from './wanted-pods.js';
import { workloadFinder } from './workload-of.js';

/**
 * Waits until every workload has as many Ready Pods on the claim as it is expected to, and still wants. The watch that is open tells when,
 * so that nothing is asked of the cluster while Pods start; as it may be late, they are listed anew then.
 *
 * @param isOld Pods that do not count because they ran before the change
 * @param onLook hears at every look of each workload whether it is whole
 */
export async function waitUntilReady(
  context: StepContext,
  workloads: readonly ApprovedWorkload[],
  isOld: (pod: KubernetesObject) => boolean,
  onLook: OnLook = () => Promise.resolve(),
): Promise<void> {
  const { namespace, claimName } = context.plan.observed;
  const expected = workloads.filter(({ expectedReady }) => expectedReady > 0);
  if (expected.length === 0) return;
  const [workloadOf, wantedOf] = [workloadFinder(context.cluster), wantedPods(context)];
  const isKnown = (pod: Pod): boolean => expected.some((workload) => isOf(workload, { pod }));
  const look = async ({ pods }: { readonly pods: readonly KubernetesObject[] }): Promise<Look> => {
    const fresh = (pods as readonly Pod[]).filter((pod) => !isOld(pod) && !isTerminating(pod) && !isFinished(pod));
    const owned = await Promise.all(
      fresh.map(async (pod) => ({ pod, workload: isKnown(pod) ? undefined : await workloadOf(pod) })),
    );
    const blockers: Blocker[] = [];
    for (const workload of expected) {
      const pods = owned.filter((each) => isOf(workload, each)).map(({ pod }) => pod);
      const wanted = await wantedOf(workload);
      const missing = shortfall(workload, wanted, pods);
      await onLook(workload, missing.length === 0, wanted);
      blockers.push(...missing);
    }
    return blockers.length === 0 ? { done: true } : { done: false, blockers, againInMs: ASKING_MS };
  };
  const what = `the Pods of ${expected.map(({ kind, name }) => `${kind} ${name}`).join(', ')} to be Ready`;
  const { timeoutMs: limitMs } = context.settings;
  await explained(context, async () => {
    for (const pods of [lastingWatches.pods(context.plan), podsOnClaim(namespace, claimName)])
      await context.wait({ what, limitMs, watch: { pods }, look });
  });
}

/** @param wanted how many Pods it takes to be whole */
type OnLook = (workload: MarkedWorkload, isWhole: boolean, wanted: number) => Promise<void>;

/** Waits until the bare Pods that were created again are Ready, or have ended as they may. */
export async function waitUntilBarePodsReady(context: StepContext, onLook: OnLook): Promise<void> {
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
        await onLook({ kind: POD.kind, name }, isWhole, 1);
      }
      const blockers = [...waiting.map(readinessBlocker), ...missing.map((name) => `Pod ${name} is not there`)];
      return blockers.length === 0 ? { done: true } : { done: false, blockers };
    },
  };
  await explained(context, () => context.wait(wait));
}

function shortfall({ kind, name }: ApprovedWorkload, wanted: number, pods: readonly Pod[]): readonly Blocker[] {
  const ready = pods.filter(isReady).length;
  if (ready >= wanted) return [];
  const waiting = pods.filter((pod) => !isReady(pod)).map(readinessBlocker);
  return [`${kind} ${name} has ${ready} of ${wanted} Pods Ready`, ...waiting];
}
