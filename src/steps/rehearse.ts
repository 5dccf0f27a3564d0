import type { Access } from '../model/cluster.js';
import { Failure, type ApiError } from '../model/errors.js';
import type { StepId } from '../model/plan.js';
import type { RehearsedStep } from '../model/rehearsal.js';
import { accessFor, neededAccess, scopeOf } from '../plan/needed-access.js';
import { missingInWords, missingRights } from './missing-rights.js';
import { trialsOf, type Rehearsal, type Trial } from './trials.js';
import { codeOf, isRefusal, type CreationTrial } from './try-creation.js';
import { tryLock } from './volume-lock.js';

export interface RehearsalResult {
  readonly steps: readonly RehearsedStep[];
  /** The rights of the plan that the user has not. */
  readonly missing: readonly Access[];
}

/**
 * Sends every request of a plan that can be sent now with dryRun=All, each under the preconditions that a run would use,
 * and tells what the server said to it, step by step. Nothing is stored.
 *
 * @throws ApiError, where the server does not answer
 */
export async function rehearse(rehearsal: Rehearsal): Promise<RehearsalResult> {
  const { cluster, plan } = rehearsal;
  const missing = await missingRights(cluster, neededAccess(plan));
  const steps = [await rehearseLock(rehearsal)];
  for (const { id, title } of plan.steps)
    steps.push({ step: id, title, ...(await rehearseStep(id, rehearsal, missing)) });
  return { steps, missing };
}

type Outcome = RehearsedStep extends infer Step ? (Step extends unknown ? Omit<Step, 'step' | 'title'> : never) : never;

async function rehearseStep(id: StepId, rehearsal: Rehearsal, missing: readonly Access[]): Promise<Outcome> {
  const trials = trialsOf(id, rehearsal);
  const results = typeof trials === 'string' ? [] : await Promise.all(trials.map(attempt));
  const refusals = results.flatMap((result) => (result.outcome === 'refused' ? [result.error] : []));
  const [first] = refusals;
  if (first !== undefined) return { outcome: 'refused', words: wordsOf(refusals), code: codeOf(first) };
  const altered = results.find((result) => result.outcome === 'altered');
  if (altered !== undefined) return { outcome: 'refused', words: altered.words, code: 'refused' };
  const lacking = missingFor(id, rehearsal, missing);
  if (lacking.length > 0) return { outcome: 'refused', words: missingInWords(lacking), code: 'api' };
  if (typeof trials === 'string') return { outcome: 'untried', words: trials };
  const warning = results.find((result) => result.outcome === 'warning');
  return warning ?? { outcome: 'accepted' };
}

async function attempt(trial: Trial): Promise<CreationTrial> {
  try {
    return (await trial()) ?? { outcome: 'accepted' };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { outcome: 'refused', error };
  }
}

/** Many Pods are often refused with the same words. */
function wordsOf(refusals: readonly ApiError[]): string {
  const words = new Set(refusals.map(({ message }) => message));
  const isBudget = refusals.some(({ reason }) => reason === 'TooManyRequests');
  return [...words].join(', ') + (isBudget ? ' (a run would wait until the budget allows it)' : '');
}

function missingFor(id: StepId, { plan }: Rehearsal, missing: readonly Access[]): readonly Access[] {
  const needed = new Set(accessFor(id, scopeOf(plan)).map((access) => JSON.stringify(access)));
  return missing.filter((access) => needed.has(JSON.stringify(access)));
}

async function rehearseLock({ cluster, clock, plan, lock }: Rehearsal): Promise<RehearsedStep> {
  const volumeName = plan.target.volume.metadata.name;
  const head = { step: 'lock', title: `take the lock of volume ${volumeName}` } as const;
  try {
    await tryLock(cluster, clock, { namespace: plan.observed.namespace, volumeName, ...lock });
    return { ...head, outcome: 'accepted' };
  } catch (error) {
    if (error instanceof Failure && error.code === 'conflict') {
      return lock.waitsForExpiry
        ? { ...head, outcome: 'warning', words: `${error.message}, whose end would be waited for` }
        : { ...head, outcome: 'refused', words: error.message, code: 'conflict' };
    }
    if (!isRefusal(error)) throw error;
    return error.reason === 'Forbidden'
      ? { ...head, outcome: 'warning', words: `none would be taken: ${error.message}` }
      : { ...head, outcome: 'refused', words: error.message, code: codeOf(error) };
  }
}
