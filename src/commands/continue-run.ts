import { Failure } from '../model/errors.js';
import type { KeptRun, RunRecord, StoredRun } from '../model/journal.js';
import type { ContinueRequest, DryRun } from '../model/request.js';
import { laterRun } from '../model/run-state.js';
import { requireSomebodyToAsk } from './approve.js';
import { chooseRun } from './choose-run.js';
import { dryRun } from './dry-run.js';
import { executeRun } from './execute-run.js';
import { goOn, lookAgain } from './go-on.js';
import { leave } from './leave.js';
import { requireExpectedPlan } from './plan-digest.js';
import { lockFor } from './lock-for.js';
import { runOrRollBack } from './run-or-roll-back.js';
import { isOfThisCluster } from './same-cluster.js';
import type { CommandTools } from './tools.js';

/**
 * Goes on with a run toward its target (resume) or back to its snapshot (rollback): the same plan from what stands now.
 *
 * @throws Failure usage, for another cluster; conflict, where a later run has worked on the volume, or somebody else's object
 * stands in the way
 */
export async function continueRun(request: ContinueRequest, tools: CommandTools): Promise<void> {
  const id = await chooseRun(request, tools);
  if (request.dryRun !== undefined) {
    await showWhatIsLeft(request.dryRun, request, await tools.journal.read(id), tools);
    return;
  }
  // Before anything is waited for.
  requireSomebodyToAsk(request, tools);
  const kept = await tools.journal.read(id);
  const { record } = kept;
  await requireSameCluster(record, tools);
  // Before anything is looked at: while a dead run's lock expires, what it began goes on.
  const lock = await lockFor(record, request, true, tools);
  let stored: StoredRun | undefined;
  try {
    await requireLatest(kept, tools);
    stored = await tools.journal.open(id);
    await goOn(request, stored, lock, tools, request.verb === 'resume' ? runOrRollBack : executeRun);
  } finally {
    await leave(lock, stored?.log);
  }
}

/** `--dry-run`: no lock, no line in the journal. */
async function showWhatIsLeft(
  mode: DryRun,
  request: ContinueRequest,
  kept: KeptRun,
  tools: CommandTools,
): Promise<void> {
  await requireSameCluster(kept.record, tools);
  await requireLatest(kept, tools);
  const view = await lookAgain(request, kept, tools);
  requireExpectedPlan(view.digest, request);
  if (view.plan.effect === 'nothing') tools.screen.showNothingToDo(view);
  else await dryRun(mode, view, { ...request, waitsForExpiry: true }, tools);
}

/** What a later run has done was approved after this one, and is not this one's to undo. */
async function requireLatest(kept: KeptRun, { journal }: CommandTools): Promise<void> {
  const later = laterRun(kept, await journal.list());
  if (later === undefined) return;
  throw new Failure('conflict', `run ${later.record.id} has worked on this volume after run ${kept.record.id}`, {
    hint: 'nothing was changed; look at both with show, then go on with the later one, or begin anew with a run of its own',
  });
}

async function requireSameCluster(record: RunRecord, tools: CommandTools): Promise<void> {
  if (await isOfThisCluster(record, tools.cluster)) return;
  const { cluster, id } = record;
  const { server } = tools.cluster.identity;
  const context = cluster.context === '' ? '' : `: --context ${cluster.context}`;
  throw new Failure('usage', `run ${id} is of the cluster at ${cluster.server}, but the current one is ${server}`, {
    hint: `name the run's own cluster${context}`,
  });
}
