import { Failure } from '../model/errors.js';
import type { RunRecord } from '../model/journal.js';
import type { ContinueRequest } from '../model/request.js';
import { chooseRun } from './choose-run.js';
import { executeRun } from './execute-run.js';
import { goOn } from './go-on.js';
import { lockFor } from './lock-for.js';
import { runOrRollBack } from './run-or-roll-back.js';
import type { CommandTools } from './tools.js';

/**
 * Goes on with a run toward its target (resume) or back to its snapshot (rollback): the same plan from what stands now.
 *
 * @throws Failure usage, for another cluster; conflict, where somebody else's object stands in the way
 */
export async function continueRun(request: ContinueRequest, tools: CommandTools): Promise<void> {
  const stored = await tools.journal.open(await chooseRun(request, tools));
  try {
    requireSameCluster(stored.record, tools);
    // Before anything is looked at: while a dead run's lock expires, what it began goes on.
    const lock = await lockFor(stored.record, request, true, tools);
    try {
      const execute = request.verb === 'resume' ? runOrRollBack : executeRun;
      await goOn(request, stored, lock, tools, execute);
    } finally {
      await lock.release();
    }
  } finally {
    await stored.log.close();
  }
}

function requireSameCluster({ cluster, id }: RunRecord, tools: CommandTools): void {
  const { server } = tools.cluster.identity;
  if (server === cluster.server) return;
  const context = cluster.context === '' ? '' : `: --context ${cluster.context}`;
  throw new Failure('usage', `run ${id} is of the cluster at ${cluster.server}, but the current one is ${server}`, {
    hint: `name the run's own cluster${context}`,
  });
}
