import { Failure } from '../model/errors.js';
import type { Plan } from '../model/plan.js';
import type { RunOptions } from '../model/request.js';
import { approvedContent } from '../plan/approved-content.js';
import type { CommandTools } from './tools.js';

/** Names a plan by what approval of it is bound to: whoever gets the same digest approves the same. */
export function digestOf(plan: Plan, tools: CommandTools): string {
  return `sha256:${tools.sha256(approvedContent(plan))}`;
}

/** @throws Failure conflict, where another plan was approved than the one that is made now */
export function requireExpectedPlan(digest: string, { expectPlan }: Pick<RunOptions, 'expectPlan'>): void {
  if (expectPlan === undefined || expectPlan === digest) return;
  throw new Failure('conflict', `the plan is ${digest} now, but ${expectPlan} was expected`, {
    hint: 'nothing was changed; see the new plan with --dry-run=client and without --expect-plan, and have its digest approved',
  });
}
