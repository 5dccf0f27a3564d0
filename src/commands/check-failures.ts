import { Failure, type FailureCode } from '../model/errors.js';
import type { CheckResult } from '../model/plan.js';
import type { PlanView, Screen } from '../model/texts.js';

/** Wrong attributes are wrong input, told before anything is shown or asked. @throws Failure usage */
export function requireSoundEdits(checks: readonly CheckResult[]): void {
  const wrong = checks.filter(({ id, level }) => level === 'error' && id.startsWith('attribute-'));
  if (wrong.length > 0) throw failureOf('usage', wrong);
}

/** Shows a plan that cannot be run as it is. @throws Failure as requireNoErrors */
export function requireNothingAgainst(view: PlanView, screen: Pick<Screen, 'showPlan'>): void {
  if (view.checks.some(({ level }) => level === 'error')) screen.showPlan(view);
  requireNoErrors(view.checks);
}

/** @throws Failure refused, with everything that stands against the plan */
export function requireNoErrors(checks: readonly CheckResult[]): void {
  const errors = checks.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw failureOf('refused', errors);
}

/** All that is wrong in one sentence, and each way out once. */
function failureOf(code: FailureCode, wrong: readonly CheckResult[]): Failure {
  const hints = new Set(wrong.map(hintOf).filter((hint) => hint !== ''));
  return new Failure(code, wrong.map(({ message }) => message).join('; '), { hint: [...hints].join('\n') });
}

function hintOf({ hint, override }: CheckResult): string {
  const advice = hint?.replace(/\.$/, '');
  return [advice, override === undefined ? undefined : `or let it through with ${override}`]
    .filter((part) => part !== undefined)
    .join('; ');
}
