import fc from 'fast-check';
import { ACTS, type ActName } from './acts.js';
import { EDITS, type EditName } from './edits.js';
import { LAYOUTS, type LayoutName } from './layouts.js';
import { PACES, type PaceName } from './paces.js';

/** What goes wrong on the way between the program and the cluster. Everything is counted from the attempt's start. */
export type Accident =
  | { readonly type: 'crash'; readonly moment: 'before' | 'after'; readonly change: number }
  /** The API refuses so many requests in a row: more than the adapter's own retries. */
  | {
      readonly type: 'refusal';
      readonly status: 403 | 429 | 500 | 503;
      readonly request: number;
      readonly times: number;
    }
  /** The change is made, and nobody can say so. */
  | { readonly type: 'lost reply'; readonly change: number }
  | { readonly type: 'watch ends'; readonly watch: number; readonly afterMs: number };

export type Way = 'resume' | 'rollback';

export interface Attempt {
  /** The first attempt is the run itself, whatever this says. */
  readonly way: Way;
  readonly pauseMs: number;
  readonly accidents: readonly Accident[];
}

/** Somebody else's act, in the instant before a request of an attempt is carried out. */
export interface Interference {
  readonly act: ActName;
  readonly attempt: number;
  readonly request: number;
  /** For acts that wait for a name to be free: how long after that. */
  readonly delayMs: number;
}

/** Everything that chance decides about one story. The same schedule is always the same story. */
export interface Schedule {
  readonly seed: number;
  readonly layout: LayoutName;
  readonly replicas: number;
  readonly reclaimPolicy: 'Retain' | 'Delete';
  readonly driver: '2.7.0' | '1.15.0' | 'none';
  readonly pace: PaceName;
  /** The scheduler of 1.33 and later. */
  readonly popFromBackoff: boolean;
  readonly edit: EditName;
  readonly attempts: readonly Attempt[];
  readonly interference: Interference | undefined;
  /** The last attempt, which meets no accident. */
  readonly end: Way;
}

const accident: fc.Arbitrary<Accident> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('crash' as const),
      moment: fc.constantFrom('before' as const, 'after' as const),
      change: fc.nat(16),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('refusal' as const),
      status: fc.constantFrom(403 as const, 429 as const, 500 as const, 503 as const),
      request: fc.nat(70),
      times: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('lost reply' as const), change: fc.nat(16) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('watch ends' as const), watch: fc.nat(12), afterMs: fc.nat(3000) }),
  },
);

const attempt: fc.Arbitrary<Attempt> = fc.record({
  way: fc.constantFrom('resume' as const, 'rollback' as const),
  pauseMs: fc.oneof(fc.constant(0), fc.nat(3000), fc.nat(60_000)),
  accidents: fc.array(accident, { maxLength: 2 }),
});

const interference: fc.Arbitrary<Interference> = fc.record({
  act: fc.constantFrom(...(Object.keys(ACTS) as ActName[])),
  attempt: fc.nat(1),
  request: fc.nat(70),
  delayMs: fc.oneof(fc.constant(0), fc.nat(60), fc.nat(2000)),
});

export function schedules(isDisturbed: boolean): fc.Arbitrary<Schedule> {
  return fc.record({
    seed: fc.nat(0xffff),
    layout: fc.constantFrom(...(Object.keys(LAYOUTS) as LayoutName[])),
    replicas: fc.integer({ min: 1, max: 3 }),
    reclaimPolicy: fc.constantFrom('Retain' as const, 'Delete' as const),
    driver: fc.constantFrom('2.7.0' as const, '1.15.0' as const, 'none' as const),
    pace: fc.constantFrom(...(Object.keys(PACES) as PaceName[])),
    popFromBackoff: fc.boolean(),
    edit: fc.constantFrom(...(Object.keys(EDITS) as EditName[])),
    attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
    interference: isDisturbed ? interference : fc.constant(undefined),
    end: fc.constantFrom('resume' as const, 'rollback' as const),
  });
}

/** The schedule in words, for whoever has to find out what it broke. */
export function describeSchedule(schedule: Schedule): string {
  const { layout, replicas, reclaimPolicy, driver, pace, popFromBackoff, edit, seed, attempts, end } = schedule;
  const { interference: somebody } = schedule;
  return [
    `${layout} (replicas ${replicas}), reclaimPolicy ${reclaimPolicy}, driver ${driver}, ${pace}, seed ${seed}` +
      (popFromBackoff ? '' : ', scheduler before 1.33'),
    `edit: ${edit}`,
    ...attempts.map(
      ({ way, pauseMs, accidents }, index) =>
        `${index + 1}. ${index === 0 ? 'the run' : `after ${pauseMs} ms ${way}`}: ${accidents.map(describeAccident).join(', ') || 'no accident'}`,
    ),
    ...(somebody === undefined
      ? []
      : [
          `   before request ${somebody.request} of attempt ${somebody.attempt + 1} somebody else: ${somebody.act} (${somebody.delayMs} ms)`,
        ]),
    `${attempts.length + 1}. ${end}, without accident`,
  ].join('\n');
}

function describeAccident(given: Accident): string {
  switch (given.type) {
    case 'crash':
      return `it dies ${given.moment} change ${given.change}`;
    case 'refusal':
      return `requests ${given.request} to ${given.request + given.times - 1} are answered ${given.status}`;
    case 'lost reply':
      return `the reply to change ${given.change} is lost`;
    case 'watch ends':
      return `watch ${given.watch} ends after ${given.afterMs} ms`;
  }
}
