import type { Clock } from '../../model/clock.js';
import type { Failure } from '../../model/errors.js';
import type { RunEvent } from '../../model/events.js';
import type { RehearsedStep } from '../../model/rehearsal.js';
import type { DoneSummary, MeasuredDowntime, PlanView } from '../../model/texts.js';
import { downtimeDocument } from './downtime-document.js';
import { errorDocument } from './error-document.js';
import { planDocument, type PlanDocument } from './plan-document.js';
import { SCHEMA } from './schema.js';
import { stepRecords, timeOf, type StepRecords } from './step-records.js';

/** How a command ended, as far as no failure says otherwise. */
export type End =
  { readonly result: 'nothing-to-do' | 'planned' } | { readonly result: 'done'; readonly summary: DoneSummary };

/** One plan and what came of it. A run that fails and goes back has two. */
interface Attempt {
  readonly plan: PlanDocument;
  steps?: StepRecords;
  begun?: { readonly run: string; readonly folder: string; readonly startedAt: string };
}

/** Keeps what a command showed and did, for the document that tells of it at the end. */
export function resultRecorder(clock: Clock) {
  const attempts: Attempt[] = [];
  const warnings: string[] = [];
  let rehearsal: readonly RehearsedStep[] | undefined;

  const head = (end: End | undefined, failure: Failure | undefined) => {
    const [first] = attempts;
    return {
      ...resultOf(end, failure),
      ...(first === undefined ? {} : subjectOf(first.plan)),
      ...first?.begun,
      ...(end?.result === 'done' && failure === undefined ? numbersOf(end.summary) : {}),
      ...(end?.result === 'done' ? { downtime: downtimeOf(end.summary.downtimes) } : {}),
      ...(rehearsal === undefined ? {} : { rehearsal: rehearsal.map(rehearsedDocument) }),
      ...(failure === undefined ? {} : { error: errorDocument(failure) }),
    };
  };

  return {
    show(view: PlanView): void {
      attempts.push({ plan: planDocument(view) });
    },
    rehearse(steps: readonly RehearsedStep[]): void {
      rehearsal = steps;
    },
    report(event: RunEvent): void {
      const attempt = attempts.at(-1);
      if (event.type === 'warning') warnings.push(event.message);
      else if (event.type === 'run-started' && attempt !== undefined) {
        attempt.begun = { run: event.run, folder: event.folder, startedAt: timeOf(clock.now()) };
        attempt.steps = stepRecords(event.steps, clock);
      } else attempt?.steps?.take(event);
    },
    document(end: End | undefined, failure: Failure | undefined) {
      const [first, second] = attempts;
      return {
        schema: SCHEMA,
        kind: 'Result',
        ...head(end, failure),
        ...(first === undefined ? {} : attemptOf(first)),
        ...(second === undefined ? {} : { rollback: attemptOf(second) }),
        warnings,
      };
    },
    /** The same without what the lines before it have told. */
    line: (end: End | undefined, failure: Failure | undefined) => ({
      schema: SCHEMA,
      type: 'result',
      time: timeOf(clock.now()),
      ...head(end, failure),
    }),
  };
}

const DONE = {
  recreated: 'recreated',
  'changed in place': 'changed-in-place',
  resumed: 'resumed',
  'rolled back': 'rolled-back',
} as const;

/** Only what was read back and held against the target is verified; a plan without steps was not held against Pods. */
function resultOf(end: End | undefined, failure: Failure | undefined) {
  if (failure !== undefined || end === undefined) return { result: 'failed', verified: false };
  return end.result === 'done'
    ? { result: DONE[end.summary.what], verified: true }
    : { result: end.result, verified: false };
}

function rehearsedDocument(step: RehearsedStep) {
  const { title, outcome } = step;
  return { step: step.step, title, outcome, ...('words' in step ? { words: step.words } : {}) };
}

function subjectOf({ claim, volume }: PlanDocument) {
  return { claim: { namespace: claim.namespace, name: claim.name }, volume: { name: volume.name } };
}

function numbersOf({ elapsedMs, pods, leftPods = 0 }: DoneSummary) {
  return { elapsedMs, readyPods: pods, ...(leftPods === 0 ? {} : { leftPods }) };
}

function downtimeOf(all: readonly MeasuredDowntime[]) {
  return {
    measured: "from the first Pod asked to stop until all approved Pods were Ready again, by the plugin's own clock",
    workloads: all.map((downtime) => ({ ...downtimeDocument(downtime), pods: downtime.pods })),
  };
}

function attemptOf({ plan, steps }: Attempt) {
  return { plan, ...(steps === undefined ? {} : { steps: steps.records() }) };
}
