import { Failure } from '../model/errors.js';
import type { ApprovedWorkload, JournalEntry, RunRecord, StoredRun } from '../model/journal.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { Plan, Target } from '../model/plan.js';
import type { ContinueRequest } from '../model/request.js';
import { plan as buildPlan } from '../plan/build-plan.js';
import { claimManifest, volumeManifest } from '../plan/manifest.js';
import { manifestDiff } from '../plan/manifest-diff.js';
import { situationOf } from '../plan/situation.js';
import { expectedWorkloads } from '../plan/workloads.js';
import { observe } from '../steps/observe.js';
import { preflight } from '../steps/preflight.js';
import { approve } from './approve.js';
import { lockFor, settingsFor } from './begin-run.js';
import { executeRun } from './execute-run.js';
import type { CommandTools } from './tools.js';

/**
 * Goes on with a run toward its target (resume) or back to its snapshot (rollback): the same plan from what stands now.
 *
 * @throws Failure usage, for another cluster; conflict, where somebody else's object stands in the way
 */
export async function continueRun(request: ContinueRequest, tools: CommandTools): Promise<void> {
  const { cluster, journal, screen } = tools;
  const stored = await journal.open(request.run);
  try {
    const { record, log } = stored;
    requireSameCluster(record, tools);
    const target = request.verb === 'resume' ? record.target : snapshotTarget(record);
    const observed = await observe(cluster, record);
    const plan = withVerification(buildPlan(observed, target));
    requireOurs(observed, target, stored);
    const view = {
      plan,
      checks: [],
      diff: manifestDiff(plan),
      cluster: cluster.identity,
      folder: log.folder,
      leftAside: [],
      now: tools.clock.now(),
    };
    await preflight(cluster, plan);
    screen.showPlan(view);
    await approve(request.verb === 'resume' ? 'Go on?' : 'Go back to the snapshot?', request, tools);
    const lock = await lockFor(record.id, plan, true, tools);
    await log.append({ type: 'resumed', toward: request.verb === 'resume' ? 'target' : 'snapshot', steps: plan.steps });
    const subject = {
      id: record.id,
      plan,
      log,
      lock,
      settings: settingsFor(plan, request),
      workloads: mergedWorkloads(record.workloads, expectedWorkloads(plan)),
    };
    const elapsedMs = await executeRun(subject, tools);
    const claim = `${record.namespace}/${record.claimName}`;
    const what = request.verb === 'resume' ? 'resumed' : 'rolled back';
    screen.showDone({ what, claim, volume: record.volumeName, folder: log.folder, elapsedMs });
  } finally {
    await stored.log.close();
  }
}

/** Where everything stands as it should, the run is done only once that is verified, Pods included. */
function withVerification(plan: Plan): Plan {
  return plan.steps.length > 0 ? plan : { ...plan, steps: [{ id: 'verify', title: 'verify everything' }] };
}

/** Half-way through, fewer Pods may stand than were running at the start: what was expected then still is. */
function mergedWorkloads(
  atStart: readonly ApprovedWorkload[],
  now: readonly ApprovedWorkload[],
): readonly ApprovedWorkload[] {
  const all = new Map(atStart.map((workload) => [workload.uid, workload]));
  for (const workload of now) {
    const expectedReady = Math.max(workload.expectedReady, all.get(workload.uid)?.expectedReady ?? 0);
    all.set(workload.uid, { ...workload, expectedReady });
  }
  return [...all.values()];
}

function requireSameCluster({ cluster, id }: RunRecord, tools: CommandTools): void {
  const { server } = tools.cluster.identity;
  if (server === cluster.server) return;
  const context = cluster.context === '' ? '' : `: --context ${cluster.context}`;
  throw new Failure('usage', `run ${id} is of the cluster at ${cluster.server}, but the current one is ${server}`, {
    hint: `name the run's own cluster${context}`,
  });
}

/** The snapshot as a place to arrive at. What was not there when the run began cannot be gone back to. */
function snapshotTarget({ snapshot, target, id }: RunRecord): Target {
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
    pods: target.pods,
    replaces: {},
  };
}

/** Only the objects that the run began with, and those it made itself, may be replaced by going on. */
function requireOurs(observed: Observation, target: Target, { record, entries }: StoredRun): void {
  const ours = new Set([
    record.snapshot.claim?.metadata.uid,
    record.snapshot.volume?.metadata.uid,
    ...entries.map(changedUid),
  ]);
  const fates = situationOf(observed, target);
  const foreign = [
    fates.volume === 'replace' ? observed.volume : undefined,
    fates.claim === 'replace' ? observed.claim : undefined,
  ].find((object) => object !== undefined && !ours.has(object.metadata.uid));
  if (foreign !== undefined) throw foreignObject(foreign, record);
}

function changedUid(entry: JournalEntry): string | undefined {
  return entry.type === 'outcome' && entry.error === undefined ? entry.uid : undefined;
}

function foreignObject({ kind, metadata }: KubernetesObject, { id }: RunRecord): Failure {
  return new Failure('conflict', `${kind} ${metadata.name} was made by somebody else after run ${id} began`, {
    hint: 'nothing was changed; look at it, then begin anew with a run of its own, or delete it and go on',
  });
}
