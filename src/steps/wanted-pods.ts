import { isApiError, isPassing } from '../model/errors.js';
import type { ApprovedWorkload } from '../model/journal.js';
import {
  CRON_JOB,
  DAEMON_SET,
  DEPLOYMENT,
  JOB,
  REPLICA_SET,
  STATEFUL_SET,
  type Resource,
} from '../model/references.js';
import type { StepContext } from '../model/step.js';
import { podCount } from '../model/words.js';
import { podsWantedBy } from '../plan/wanted-pods.js';

/** How long Pods are waited for before their workloads are asked whether they want them at all, and how often. In milliseconds. */
export const ASKING_MS = 5_000;

const KNOWN: ReadonlyMap<string, Resource> = new Map(
  [DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET, JOB].map((resource) => [resource.kind, resource]),
);

/**
 * Finds out how many Pods a workload wants now, where that is fewer than was approved: what somebody scales down while a run
 * is at work does not come back, and must not be waited for. It takes its time, so that a run as usual asks nothing.
 *
 * @returns for a workload the number of Pods to wait for, never more than was approved
 */
export function wantedPods(context: StepContext): (workload: ApprovedWorkload) => Promise<number> {
  const { cluster, clock, plan } = context;
  const { namespace, claimName } = plan.observed;
  const beganAt = clock.now();
  const answers = new Map<string, { readonly at: number; readonly wanted: number }>();

  return async (workload) => {
    const { uid, expectedReady } = workload;
    const known = answers.get(uid);
    if (clock.now() - (known?.at ?? beganAt) < ASKING_MS) return known?.wanted ?? expectedReady;
    const wanted = Math.min(expectedReady, (await ask(workload)) ?? known?.wanted ?? expectedReady);
    answers.set(uid, { at: clock.now(), wanted });
    if (wanted < (known?.wanted ?? expectedReady)) context.warn(fewer(workload, wanted));
    return wanted;
  };

  async function ask(workload: ApprovedWorkload): Promise<number | undefined> {
    const resource = KNOWN.get(workload.kind);
    try {
      if (workload.kind === CRON_JOB.kind) return await wantedByJobsOf(workload);
      if (resource === undefined) return undefined;
      return podsWantedBy(workload, await cluster.get({ resource, namespace, name: workload.name }), claimName);
    } catch (error) {
      // What may not be read, or not just now, is waited for as before.
      if (isApiError(error, 'Forbidden') || isPassing(error)) return undefined;
      throw error;
    }
  }

  /** A CronJob has no Pods but those of its Jobs. */
  async function wantedByJobsOf({ through = [] }: ApprovedWorkload): Promise<number> {
    const jobs = await cluster.list({
      resource: JOB,
      namespace,
      keep: ({ metadata }) => through.includes(metadata.uid ?? ''),
    });
    return jobs.reduce((sum, job) => sum + (podsWantedBy({ uid: job.metadata.uid ?? '' }, job, claimName) ?? 0), 0);
  }
}

function fewer({ kind, name, expectedReady }: ApprovedWorkload, wanted: number): string {
  const words = wanted === 0 ? 'no Pod' : podCount(wanted);
  return `${kind} ${name} wants ${words} now, not ${expectedReady} as before: no more is waited for`;
}
