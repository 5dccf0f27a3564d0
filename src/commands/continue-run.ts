import { Failure } from '../model/errors.js';
import type { KeptRun, RunRecord, StoredRun } from '../model/journal.js';
import type { ContinueRequest, DryRun } from '../model/request.js';
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
 * @throws Failure usage, for another cluster; conflict, where somebody else's object stands in the way
 */
export async function continueRun(request: ContinueRequest, tools: CommandTools): Promise<void> {
  const id = await chooseRun(request, tools);
  if (request.dryRun !== undefined) {
    await showWhatIsLeft(request.dryRun, request, await tools.journal.read(id), tools);
    return;
  }
  // Before anything is waited for.
  requireSomebodyToAsk(request, tools);
  const { record } = await tools.journal.read(id);
  await requireSameCluster(record, tools);
  // Before anything is looked at: while a dead run's lock expires, what it began goes on.
  const lock = await lockFor(record, request, true, tools);
  let stored: StoredRun | undefined;
  try {
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
  const view = await lookAgain(request, kept, tools);
  requireExpectedPlan(view.digest, request);
  if (view.plan.effect === 'nothing') tools.screen.showNothingToDo(view);
  else await dryRun(mode, view, { ...request, waitsForExpiry: true }, tools);
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
