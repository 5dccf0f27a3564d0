import { Failure } from '../model/errors.js';
import type { KeptRun, RunRecord, StoredRun } from '../model/journal.js';
import type { Plan, Target } from '../model/plan.js';
import type { Consent, ContinueRequest } from '../model/request.js';
import { isOpen, runState } from '../model/run-state.js';
import type { PlanView } from '../model/texts.js';
import { plan as buildPlan, VERIFY } from '../plan/build-plan.js';
import { barePodsOnTheWay } from '../plan/bare-pods.js';
import { checksOnTheWay, stoppedOwners } from '../plan/checks-on-the-way.js';
import { claimManifest, volumeManifest } from '../plan/manifest.js';
import { manifestDiff } from '../plan/manifest-diff.js';
import { withPendingRestarts } from '../plan/pending-restarts.js';
import { amendedTarget } from '../plan/volume-handle.js';
import { expectedWorkloads, mergedWorkloads } from '../plan/workloads.js';
import { observeOrExplain } from '../steps/missing-rights.js';
import { preflight } from '../steps/preflight.js';
import { requireFreeHandle } from '../steps/volume-handles.js';
import type { VolumeLock } from '../steps/volume-lock.js';
import { approve } from './approve.js';
import { settingsFor } from './begin-run.js';
import { requireNothingAgainst } from './check-failures.js';
import type { Execute } from './execute-run.js';
import { digestOf, requireExpectedPlan } from './plan-digest.js';
import { ourObjects, requireOurs } from './require-ours.js';
import { showDone } from './show-done.js';
import type { CommandTools } from './tools.js';

/**
 * Goes on with a run whose lock is held: plans from what stands now, shows, asks, runs.
 *
 * @throws Failure conflict, where somebody else's object stands in the way
 */
export async function goOn(
  request: Omit<ContinueRequest, 'run' | 'dryRun'>,
  stored: StoredRun,
  lock: VolumeLock,
  tools: CommandTools,
  execute: Execute,
): Promise<void> {
  const { screen } = tools;
  const { record, log } = stored;
  const isResume = request.verb === 'resume';
  const view = await lookAgain(request, stored, tools);
  requireExpectedPlan(view.digest, request);
  requireNothingAgainst(view, screen);
  const left = withVerification(view.plan);
  await requireFreeHandle(tools.cluster, left);
  const { plan, checks } = await preflight(tools.cluster, left);
  screen.showPlan({ ...view, plan, checks: [...view.checks, ...checks], folder: log.folder });
  const approval = await approve(isResume ? 'Go on?' : 'Go back to the snapshot?', request, tools);
  if (request.volumeHandle !== undefined) await log.append({ type: 'amended', volumeHandle: request.volumeHandle });
  const { digest } = view;
  const expected = expectedWorkloads(plan);
  await log.append({
    type: 'resumed',
    toward: isResume ? 'target' : 'snapshot',
    steps: plan.steps,
    approval,
    digest,
    stops: plan.stops.map(({ pod }) => pod.metadata.uid ?? ''),
    objects: ourObjects(plan.observed, stored),
    owners: stoppedOwners(plan),
    pods: plan.target.pods,
  });
  const subject = {
    id: record.id,
    plan,
    log,
    isUnfinished: runState(stored.entries) === 'unfinished',
    settings: settingsFor(plan, request),
    workloads: isOpen(stored.entries) ? mergedWorkloads(record.workloads, expected) : expected,
  };
  const elapsedMs = await execute(subject, request, lock, tools);
  await showDone(subject, isResume ? 'resumed' : 'rolled back', elapsedMs, tools);
}

/**
 * The plan that is left, from what stands now. Changes nothing.
 *
 * @throws Failure conflict, where somebody else's object stands in the way; refused, where there is no snapshot to go back to
 */
export async function lookAgain(
  request: Pick<ContinueRequest, 'verb' | 'volumeHandle' | 'gracePeriodSeconds' | keyof Consent>,
  kept: KeptRun,
  tools: CommandTools,
): Promise<PlanView> {
  const { cluster, clock } = tools;
  const { verb, volumeHandle, gracePeriodSeconds, recreateBarePods, restart } = request;
  const arrival: Omit<Target, 'pods'> =
    verb === 'resume' ? amendedTarget(kept.record.target, kept.entries, volumeHandle) : snapshotTarget(kept.record);
  const observed = await observeOrExplain(cluster, kept.record);
  const pods = barePodsOnTheWay(observed, kept, recreateBarePods);
  const leaving = restart === 'none' ? { leavesPods: true } : {};
  const target = withPendingRestarts({ ...arrival, ...leaving, pods }, kept);
  const plan = buildPlan(observed, target);
  requireOurs(observed, target, kept);
  return {
    plan,
    digest: digestOf(plan, tools),
    run: kept.record.id,
    checks: checksOnTheWay(plan, kept, request),
    diff: manifestDiff(plan),
    cluster: cluster.identity,
    leftAside: [],
    now: clock.now(),
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  };
}

/** Where everything stands as it should, the run is done only once that is verified, Pods included. */
function withVerification(plan: Plan): Plan {
  return plan.steps.length > 0 ? plan : { ...plan, steps: [VERIFY] };
}

/** The snapshot as a place to arrive at. What was not there when the run began cannot be gone back to. */
function snapshotTarget({ snapshot, target, id }: RunRecord): Omit<Target, 'pods'> {
  const { claim, volume } = snapshot;
  if (claim === undefined || volume === undefined) {
    throw new Failure(
      'refused',
      `when run ${id} began, ${claim === undefined ? 'the claim' : 'the volume'} did not exist`,
      {
        hint: 'go on with resume, or delete by hand what the run has created',
      },
    );
  }
  const { spec, ...rest } = claimManifest(claim);
  return {
    claim: { ...rest, spec: { ...spec, volumeName: volume.metadata.name } },
    volume: volumeManifest(volume),
    replaces: {},
    ...(target.leavesPods === true ? { leavesPods: true } : {}),
    ...(target.admitted === undefined ? {} : { admitted: target.admitted }),
  };
}
