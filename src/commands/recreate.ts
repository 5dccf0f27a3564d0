import type { Edits } from '../model/edits.js';
import type { KeptRun } from '../model/journal.js';
import type { CheckResult, Plan } from '../model/plan.js';
import type { RecreateRequest } from '../model/request.js';
import type { PlanView } from '../model/texts.js';
import { podCount } from '../model/words.js';
import { buildTarget } from '../plan/build-target.js';
import { plan as buildPlan } from '../plan/build-plan.js';
import { runChecks } from '../plan/checks.js';
import { manifestDiff } from '../plan/manifest-diff.js';
import { printManifests } from '../plan/print-manifest.js';
import { sourceManifests } from '../plan/source-manifest.js';
import { observeOrExplain } from '../steps/missing-rights.js';
import { preflight } from '../steps/preflight.js';
import { requireFreeHandle } from '../steps/volume-handles.js';
import { approve, canBeApproved } from './approve.js';
import { beginRun, newRunId } from './begin-run.js';
import { requireNothingAgainst, requireSoundEdits } from './check-failures.js';
import { digestOf, requireExpectedPlan } from './plan-digest.js';
import { dryRun } from './dry-run.js';
import { withDraft } from './edit-manifests.js';
import { StoppedRun, type PreparedRun } from './execute-run.js';
import { unfinishedRunOf, warningOf, withUnfinished } from './unfinished-run.js';
import { loadEdits } from './load-edits.js';
import { leave } from './leave.js';
import { lockFor } from './lock-for.js';
import { runOrRollBack } from './run-or-roll-back.js';
import { showDone } from './show-done.js';
import { requireSubject } from './require-subject.js';
import type { CommandTools } from './tools.js';

/** The main job: plan, show, ask, run, verify. Returns when it is verified or when there was nothing to do. */
export async function recreate(request: RecreateRequest, tools: CommandTools): Promise<void> {
  const namespace = request.connection.namespace ?? tools.cluster.identity.namespace;
  const unfinished = await unfinishedRunOf(namespace, request.claimName, tools);
  try {
    await recreateIn(namespace, request, unfinished, tools);
  } catch (error) {
    throw unfinished === undefined ? error : withUnfinished(error, unfinished, tools);
  }
}

async function recreateIn(
  namespace: string,
  request: RecreateRequest,
  unfinished: KeptRun | undefined,
  tools: CommandTools,
): Promise<void> {
  const loaded = await loadEdits(request, namespace, tools);
  if (loaded === undefined) return;
  const { edits, draft } = loaded;
  try {
    await carryOut(edits, namespace, request, unfinished, tools);
  } catch (error) {
    // A run that was begun keeps its target itself.
    if (draft !== undefined && !(error instanceof StoppedRun)) throw withDraft(error, draft);
    await draft?.remove();
    throw error;
  }
  await draft?.remove();
}

async function carryOut(
  edits: Edits,
  namespace: string,
  request: RecreateRequest,
  unfinished: KeptRun | undefined,
  tools: CommandTools,
): Promise<void> {
  const { cluster, screen } = tools;
  const plan = await makePlan(request, namespace, edits, tools);
  await requireFreeHandle(cluster, plan);
  const checks = [...runChecks(plan, request), ...warningOf(unfinished)];
  requireSoundEdits(checks);
  if (request.printManifest) {
    screen.showManifests(printManifests(sourceManifests(plan), edits.manifests?.text));
    return;
  }
  const view = viewOf(plan, checks, edits, request, tools);
  requireExpectedPlan(view.digest, request);
  if (plan.effect === 'nothing') {
    screen.showNothingToDo(view);
    return;
  }
  if (request.dryRun !== undefined) {
    await dryRun(request.dryRun, view, { ...request, waitsForExpiry: false }, tools);
    return;
  }
  requireNothingAgainst(view, screen);
  const id = newRunId(plan, tools);
  const tried = await preflight(cluster, plan);
  const shown = {
    ...view,
    plan: tried.plan,
    checks: [...checks, ...tried.checks],
    // Where nobody can say yes, none is made.
    ...(canBeApproved(request, tools) ? { run: id, folder: tools.journal.folderOf(id) } : {}),
  };
  screen.showPlan(shown);
  const approval = await approve(question(plan), request, tools);
  const lock = await lockFor({ id, namespace, volumeName: plan.target.volume.metadata.name }, request, false, tools);
  let run: PreparedRun | undefined;
  try {
    run = await beginRun(id, shown, request, approval, tools);
    const elapsedMs = await runOrRollBack(run, request, lock, tools);
    await showDone(run, plan.effect === 'patch' ? 'changed in place' : 'recreated', elapsedMs, tools);
  } finally {
    await leave(lock, run?.log);
  }
}

async function makePlan(request: RecreateRequest, namespace: string, edits: Edits, tools: CommandTools): Promise<Plan> {
  const { manifests } = edits;
  const volumeName = manifests?.volume?.metadata.name ?? manifests?.claim?.spec.volumeName;
  const subject = { namespace, claimName: request.claimName, ...(volumeName === undefined ? {} : { volumeName }) };
  const observed = await observeOrExplain(tools.cluster, subject);
  await requireSubject(observed, manifests, tools.cluster);
  return buildPlan(observed, buildTarget(observed, edits, request));
}

function viewOf(
  plan: Plan,
  checks: readonly CheckResult[],
  edits: Edits,
  { gracePeriodSeconds }: RecreateRequest,
  tools: CommandTools,
): PlanView {
  return {
    plan,
    digest: digestOf(plan, tools),
    checks,
    diff: manifestDiff(plan),
    cluster: tools.cluster.identity,
    leftAside: edits.manifests?.leftAside ?? [],
    now: tools.clock.now(),
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  };
}

function question({ effect, stops }: Plan): string {
  const pods = podCount(stops.length);
  if (effect === 'patch')
    return stops.length === 0 ? 'Change them in place?' : `Change them in place and restart ${pods}?`;
  return stops.length === 0 ? 'Recreate claim and volume?' : `Stop ${pods} and recreate claim and volume?`;
}
