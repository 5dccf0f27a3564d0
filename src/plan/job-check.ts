import type { Holder } from '../model/observation.js';
import type { CheckResult, Plan } from '../model/plan.js';
import { controllerOf, isFinished, isTerminating } from './pod-facts.js';

interface JobOptions {
  readonly allowJobRestart: boolean;
}

/** How often an index of an Indexed Job has failed, noted by its controller on the index's next Pod. */
const INDEX_FAILURES = 'batch.kubernetes.io/job-index-failure-count';

/**
 * A Job counts a Pod that was deleted as one that failed, whatever its restart policy, which is about containers. It makes
 * another one, which does the work once more, unless that is one failure more than it puts up with.
 */
export function runningJobs({ stops }: Plan, { allowJobRestart }: JobOptions): readonly CheckResult[] {
  return stops.filter(isAtWork).map((holder) => ({
    id: 'running-job',
    level: allowJobRestart ? 'warning' : 'error',
    message: `Pod ${holder.pod.metadata.name} of ${nameOf(holder)} is at work; ${consequence(holder, stops)}`,
    override: '--allow-job-restart',
    hint: 'wait until it is done',
  }));
}

/** Whether the Job gives up once these Pods are stopped, so that none of its Pods comes back. */
export function givesUp({ pod, job }: Holder, stops: readonly Holder[]): boolean {
  if (job === undefined) return false;
  if (job.backoffLimitPerIndex !== undefined) {
    return Number(pod.metadata.annotations?.[INDEX_FAILURES] ?? 0) + 1 > job.backoffLimitPerIndex;
  }
  return job.failed + stoppedOf(pod, stops) > job.backoffLimit;
}

function consequence(holder: Holder, stops: readonly Holder[]): string {
  const { job, pod } = holder;
  if (job === undefined) return 'stopped, it counts as failed and its work begins anew';
  const done = job.completions > 1 ? ` (${job.succeeded} of ${job.completions} completions are done and stay so)` : '';
  if (!givesUp(holder, stops)) {
    const limit =
      job.backoffLimitPerIndex === undefined
        ? ` (${job.failed + stoppedOf(pod, stops)} of the ${job.backoffLimit} failures that its backoffLimit allows)`
        : '';
    return `stopped, it counts as failed${limit} and its work begins anew${done}`;
  }
  const limit =
    job.backoffLimitPerIndex === undefined
      ? `backoffLimit ${job.backoffLimit}`
      : `backoffLimitPerIndex ${job.backoffLimitPerIndex}`;
  return `stopped, it is one failure more than ${limit} allows: its work fails for good and nobody begins it anew${done}`;
}

function stoppedOf(pod: Holder['pod'], stops: readonly Holder[]): number {
  const uid = controllerOf(pod)?.uid;
  return stops.filter((other) => isAtWork(other) && controllerOf(other.pod)?.uid === uid).length;
}

function isAtWork({ pod }: Holder): boolean {
  return controllerOf(pod)?.kind === 'Job' && !isFinished(pod) && !isTerminating(pod);
}

function nameOf({ workload }: Holder): string {
  return workload === undefined ? 'a Job' : `${workload.kind} ${workload.name}`;
}
