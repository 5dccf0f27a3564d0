import type { Blocker } from '../model/events.js';
import type { ApprovedWorkload } from '../model/journal.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import type { StepContext } from '../model/step.js';
import { isFinished, isReady, isTerminating } from '../plan/pod-facts.js';
import { isOf } from '../plan/workloads.js';
import { readinessBlocker } from './blockers.js';
import { wantedPods } from './wanted-pods.js';
import { workloadFinder } from './workload-of.js';

/** A workload's Pods, as seen at one time. */
export interface Count {
  readonly workload: ApprovedWorkload;
  /** How many Ready ones it takes to be whole. */
  readonly wanted: number;
  /** What it is not whole for. */
  readonly missing: readonly Blocker[];
}

/**
 * Counts the Pods of each workload.
 *
 * @param isOld Pods that do not count because they ran before the change
 */
export function countsOn(
  context: StepContext,
  expected: readonly ApprovedWorkload[],
  isOld: (pod: KubernetesObject) => boolean,
): (pods: readonly KubernetesObject[]) => Promise<readonly Count[]> {
  const [workloadOf, wantedOf] = [workloadFinder(context.cluster), wantedPods(context)];
  const isKnown = (pod: Pod): boolean => expected.some((workload) => isOf(workload, { pod }));
  return async (pods) => {
    const fresh = (pods as readonly Pod[]).filter((pod) => !isOld(pod) && !isTerminating(pod) && !isFinished(pod));
    const owned = await Promise.all(
      fresh.map(async (pod) => ({ pod, workload: isKnown(pod) ? undefined : await workloadOf(pod) })),
    );
    const counts: Count[] = [];
    for (const workload of expected) {
      const pods = owned.filter((each) => isOf(workload, each)).map(({ pod }) => pod);
      const wanted = await wantedOf(workload);
      counts.push({ workload, wanted, missing: shortfall(workload, wanted, pods) });
    }
    return counts;
  };
}

/** Which workloads miss nothing, in one text. */
export function wholeOf(counts: readonly Count[]): string {
  return counts
    .filter(({ missing }) => missing.length === 0)
    .map(({ workload }) => workload.uid)
    .join(' ');
}

function shortfall({ kind, name }: ApprovedWorkload, wanted: number, pods: readonly Pod[]): readonly Blocker[] {
  const ready = pods.filter(isReady).length;
  if (ready >= wanted) return [];
  const waiting = pods.filter((pod) => !isReady(pod)).map(readinessBlocker);
  return [`${kind} ${name} has ${ready} of ${wanted} Pods Ready`, ...waiting];
}
