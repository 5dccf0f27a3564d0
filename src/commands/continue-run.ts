import { Failure } from '../model/errors.js';
import type { ApprovedWorkload, JournalEntry, RunRecord, StoredRun } from '../model/journal.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { Plan, Target } from '../model/plan.js';
import type { ContinueRequest } from '../model/request.js';
import { CLAIM, VOLUME, describeKey, keyOf } from '../model/references.js';
import { plan as buildPlan, VERIFY } from '../plan/build-plan.js';
import { claimChanges, isReclaimPolicy, volumeChanges } from '../plan/changes.js';
import { claimManifest, volumeManifest } from '../plan/manifest.js';
import { manifestDiff } from '../plan/manifest-diff.js';
import { situationOf } from '../plan/situation.js';
import { expectedWorkloads } from '../plan/workloads.js';
import type { VolumeLock } from '../steps/volume-lock.js';
import { observe } from '../steps/observe.js';
import { preflight } from '../steps/preflight.js';
import { approve } from './approve.js';
import { lockFor, settingsFor } from './begin-run.js';
import { executeRun, readyPods } from './execute-run.js';
import type { CommandTools } from './tools.js';

/**
 * Goes on with a run toward its target (resume) or back to its snapshot (rollback): the same plan from what stands now.
 *
 * @throws Failure usage, for another cluster; conflict, where somebody else's object stands in the way
 */
export async function continueRun(request: ContinueRequest, tools: CommandTools): Promise<void> {
  const stored = await tools.journal.open(request.run);
  try {
    requireSameCluster(stored.record, tools);
    // Before anything is looked at: while a dead run's lock expires, what it began goes on.
    const lock = await lockFor(stored.record, true, tools);
    try {
      await goOn(request, stored, lock, tools);
    } finally {
      await lock.release();
    }
  } finally {
    await stored.log.close();
  }
}

async function goOn(request: ContinueRequest, stored: StoredRun, lock: VolumeLock, tools: CommandTools): Promise<void> {
  const { cluster, screen } = tools;
  const { record, log } = stored;
  const isResume = request.verb === 'resume';
  const target = isResume ? record.target : snapshotTarget(record);
  const observed = await observe(cluster, record);
  const plan = withVerification(buildPlan(observed, target));
  requireOurs(observed, target, stored);
  await preflight(cluster, plan);
  const now = tools.clock.now();
  const view = {
    plan,
    checks: [],
    diff: manifestDiff(plan),
    cluster: cluster.identity,
    folder: log.folder,
    leftAside: [],
    now,
  };
  screen.showPlan(view);
  await approve(isResume ? 'Go on?' : 'Go back to the snapshot?', request, tools);
  await log.append({ type: 'resumed', toward: isResume ? 'target' : 'snapshot', steps: plan.steps });
  const subject = {
    id: record.id,
    plan,
    log,
    settings: settingsFor(plan, request),
    workloads: mergedWorkloads(record.workloads, expectedWorkloads(plan)),
  };
  const elapsedMs = await executeRun(subject, lock, tools);
  const claim = `${record.namespace}/${record.claimName}`;
  const what = isResume ? 'resumed' : 'rolled back';
  screen.showDone({ what, claim, volume: record.volumeName, folder: log.folder, pods: readyPods(subject), elapsedMs });
}

/** Where everything stands as it should, the run is done only once that is verified, Pods included. */
function withVerification(plan: Plan): Plan {
  return plan.steps.length > 0 ? plan : { ...plan, steps: [VERIFY] };
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
function requireOurs(observed: Observation, target: Target, stored: StoredRun): void {
  const fates = situationOf(observed, target);
  const foreign = [
    fates.volume === 'replace' ? observed.volume : undefined,
    fates.claim === 'replace' ? observed.claim : undefined,
  ].find((object) => object !== undefined && !isOurs(object, stored));
  if (foreign !== undefined) throw foreignObject(foreign, stored.record);
}

function isOurs(object: PersistentVolume | PersistentVolumeClaim, { record, entries }: StoredRun): boolean {
  const { claim, volume } = record.snapshot;
  const uids = [claim?.metadata.uid, volume?.metadata.uid, ...entries.map(changedUid)];
  return uids.includes(object.metadata.uid) || isUnansweredCreation(object, record, entries);
}

function changedUid(entry: JournalEntry): string | undefined {
  return entry.type === 'outcome' && entry.error === undefined ? entry.uid : undefined;
}

/** The run asked for this object and never learnt its uid, by its own death or a lost reply; what stands there is what it asked for. */
function isUnansweredCreation(
  object: PersistentVolume | PersistentVolumeClaim,
  { target }: RunRecord,
  entries: readonly JournalEntry[],
): boolean {
  const name = describeKey(keyOf(object.kind === CLAIM.kind ? CLAIM : VOLUME, object));
  const last = entries.findLast((entry) => 'verb' in entry && entry.verb === 'create' && entry.object === name);
  const isUnanswered = last?.type === 'intent' || (last?.type === 'outcome' && last.error !== undefined);
  if (!isUnanswered) return false;
  const changes =
    object.kind === 'PersistentVolume'
      ? volumeChanges(object, target.volume).filter((change) => !isReclaimPolicy(change))
      : claimChanges(object, target.claim);
  return changes.length === 0;
}

function foreignObject({ kind, metadata }: KubernetesObject, { id }: RunRecord): Failure {
  return new Failure('conflict', `${kind} ${metadata.name} was made by somebody else after run ${id} began`, {
    hint: 'nothing was changed; look at it, then begin anew with a run of its own, or delete it and go on',
  });
}
