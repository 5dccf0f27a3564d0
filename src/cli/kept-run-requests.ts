import { Failure } from '../model/errors.js';
import type { ContinueRequest, RunsRequest, ShowRequest } from '../model/request.js';
import type { Words } from './read-words.js';
import { EDITS } from './recreate-request.js';
import { consent, dryRunOption, runOptions } from './run-options.js';
import { parseVolumeHandle } from './values.js';

/** @throws Failure usage, with the one thing that is wrong */
export function continueRequest(verb: ContinueRequest['verb'], runs: readonly string[], words: Words): ContinueRequest {
  const [run, ...more] = runs;
  if (more.length > 0) throw oneRunOnly(verb, runs);
  // The one thing that may be decided on the way: the wait for the old mount may never end.
  const handle = verb === 'resume' ? words.text('new-volume-handle') : undefined;
  requireNoEdits(verb, words);
  if (verb === 'rollback' && words.text('on-failure') !== undefined) {
    throw new Failure('usage', '--on-failure does not go with rollback', { hint: 'leave it out' });
  }
  return {
    verb,
    ...(run === undefined ? {} : { run: requireRunName(run) }),
    ...consent(words),
    ...dryRunOption(words),
    ...(handle === undefined ? {} : { volumeHandle: parseVolumeHandle(handle) }),
    ...runOptions(words),
  };
}

export function runsRequest(others: readonly string[], words: Words): RunsRequest {
  if (others.length > 0) {
    throw new Failure('usage', `runs lists all runs, but "${others.join(' ')}" was given`, {
      hint: 'kubectl s3csi-recreate runs, or show RUN',
    });
  }
  requireNoEdits('runs', words);
  return { verb: 'runs', ...runOptions(words) };
}

export function showRequest(runs: readonly string[], words: Words): ShowRequest {
  const [run, ...more] = runs;
  if (run === undefined || more.length > 0) throw oneRunOnly('show', runs);
  requireNoEdits('show', words);
  const html = words.text('html');
  if (html === '-' && words.text('output') !== undefined) {
    throw new Failure('usage', '--html - and --output would both write to standard output', {
      hint: 'give --html a file',
    });
  }
  return { verb: 'show', run: requireRunName(run), ...(html === undefined ? {} : { html }), ...runOptions(words) };
}

/** @throws Failure usage, for a verb that has no page */
export function requireNoPage(what: string, words: Words): void {
  if (words.text('html') === undefined) return;
  throw new Failure('usage', `--html does not go with ${what}`, {
    hint: 'kubectl s3csi-recreate show RUN --html FILE, once the run has ended',
  });
}

function oneRunOnly(verb: string, runs: readonly string[]): Failure {
  const given = runs.length === 0 ? 'none was given' : `"${runs.join(' ')}" was given`;
  return new Failure('usage', `${verb} takes one run, but ${given}`, {
    hint: `kubectl s3csi-recreate ${verb} RUN, as it was printed; kubectl s3csi-recreate runs lists them`,
  });
}

/** A run is a folder's name, never a path elsewhere. */
function requireRunName(run: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(run)) return run;
  throw new Failure('usage', `"${run}" is not the name of a run`, {
    hint: 'give the name as it was printed; kubectl s3csi-recreate runs lists them',
  });
}

function requireNoEdits(verb: string, words: Words): void {
  const edit = FOR_A_PLAN.find((name) => words.list(name).length > 0 && goesNotWith(verb, name));
  if (edit === undefined) return;
  throw new Failure('usage', `--${edit} does not go with ${verb}`, {
    hint: 'a run keeps the target that was approved; begin a new one for other edits',
  });
}

/** Whether a verb that works on kept runs refuses a flag. */
export function goesNotWith(verb: string, flag: string): boolean {
  if (flag === 'new-volume-handle') return verb !== 'resume';
  if (flag === 'html') return verb !== 'show';
  if (CONSENT.includes(flag)) return verb !== 'resume' && verb !== 'rollback';
  return FOR_A_PLAN.includes(flag) || (verb === 'rollback' && flag === 'on-failure');
}

const CONSENT = ['allow-job-restart', 'allow-managed', 'allow-disruption', 'recreate-bare-pods', 'restart'];

/** What only a plan could heed, most of it that of a new run alone. */
const FOR_A_PLAN = [...EDITS, ...CONSENT, 'edit', 'unchanged', 'print-manifest', 'allow-unknown-attribute'];
