import { Failure } from '../model/errors.js';
import type { Approval } from '../model/journal.js';
import type { RunOptions } from '../model/request.js';
import type { CommandTools } from './tools.js';

/**
 * Gets the user's word for what was shown: `--yes`, or the answer at the prompt.
 *
 * @throws Failure usage, without `--yes` and without a terminal; declined, when the answer is no; interrupted
 */
export async function approve(
  question: string,
  { yes }: Pick<RunOptions, 'yes'>,
  tools: CommandTools,
): Promise<Approval> {
  const { prompter, user, clock, signal } = tools;
  requireSomebodyToAsk({ yes }, tools);
  const isApproved = yes || (!signal.aborted && (await prompter.confirm(question, signal)));
  if (signal.aborted) throw new Failure('interrupted', 'interrupted; nothing was changed');
  if (!isApproved) throw new Failure('declined', 'declined; nothing was changed');
  return { by: yes ? 'flag' : 'prompt', user, at: new Date(clock.now()).toISOString() };
}

export function canBeApproved({ yes }: Pick<RunOptions, 'yes'>, { prompter }: CommandTools): boolean {
  return yes || prompter.canAsk;
}

/** @throws Failure usage, without `--yes` and without a terminal */
export function requireSomebodyToAsk(options: Pick<RunOptions, 'yes'>, tools: CommandTools): void {
  if (canBeApproved(options, tools)) return;
  throw new Failure('usage', 'there is no terminal to ask on, and --yes was not given', {
    hint: 'nothing was changed; look at the plan, then run the command again with --yes',
  });
}
