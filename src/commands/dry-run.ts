import { Failure, type FailureOptions } from '../model/errors.js';
import type { DryRun, RunOptions } from '../model/request.js';
import type { PlanView } from '../model/texts.js';
import { grantFor, rightsCheck } from '../steps/missing-rights.js';
import { rehearse, type RehearsalResult } from '../steps/rehearse.js';
import { requireNoErrors } from './check-failures.js';
import type { CommandTools } from './tools.js';

/**
 * Shows a plan and carries nothing out: no object, no file, no lock. `client` reads only, and asks what rights are
 * missing; `server` has the API server try every request that can be tried.
 *
 * @param waitsForExpiry whether a run would wait for a lock that is held
 * @throws Failure refused, by a check of ours; with the code of the first step that the server refuses
 */
export async function dryRun(
  mode: DryRun,
  view: PlanView,
  options: RunOptions & { readonly waitsForExpiry: boolean },
  tools: CommandTools,
): Promise<void> {
  const { screen, cluster } = tools;
  const rights = mode === 'client' ? await rightsCheck(cluster, view.plan) : [];
  screen.showPlan({ ...view, checks: [...view.checks, ...rights] });
  requireNoErrors(view.checks);
  if (mode === 'server') await tryOnServer(view, options, tools);
  screen.showDryRunEnd(view, mode);
}

async function tryOnServer(
  { plan }: PlanView,
  { gracePeriodSeconds, takeOverLock, waitsForExpiry }: RunOptions & { readonly waitsForExpiry: boolean },
  { cluster, clock, screen, user }: CommandTools,
): Promise<void> {
  const result = await rehearse({
    plan,
    cluster,
    clock,
    settings: gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds },
    lock: { holder: `${user}, dry run`, takesOver: takeOverLock, waitsForExpiry },
  });
  screen.showRehearsal(result.steps);
  requireAccepted(
    result,
    result.missing.length === 0
      ? { hint: 'nothing was changed; put right what it says and try again' }
      : await grantFor(cluster, plan.observed.claimName, result.missing),
  );
}

function requireAccepted({ steps }: RehearsalResult, wayOut: FailureOptions): void {
  const refused = steps.flatMap((step) => (step.outcome === 'refused' ? [step] : []));
  const [first, ...others] = refused;
  if (first === undefined) return;
  const more =
    others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'step' : 'steps'} would be refused too`;
  throw new Failure(first.code, `the server would not let you ${first.title}: ${first.words}${more}`, wayOut);
}
