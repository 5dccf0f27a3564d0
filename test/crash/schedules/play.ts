import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { type BackDoors, onModel } from '../../scenarios/model-stage.js';
import type { Stage } from '../../scenarios/stage.js';
import { CLAIMS, VOLUMES } from '../../support/model/kinds.js';
import { badLine } from './accidents.js';
import { ACTS } from './acts.js';
import { type Attempted, type Drama, readBoth } from './drama.js';
import { EDITS } from './edits.js';
import { assertFarewell, judge } from './judge.js';
import { LAYOUTS, layOut } from './layouts.js';
import { PACES } from './paces.js';
import { type Accident, describeSchedule, type Schedule, type Way } from './schedule.js';

/** How long a dead run's lock stands, and a little. */
const LOCK_MS = 31_000;

/** Plays a schedule to its end. @throws AssertionError with the schedule in words when something was wrong */
export async function play(schedule: Schedule): Promise<void> {
  const told: string[] = [];
  try {
    const { seed, driver, popFromBackoff, pace } = schedule;
    const violations = await onModel((stage, doors) => playOn(stage, doors, schedule, told), {
      seed,
      driver,
      popFromBackoff,
      timing: PACES[pace],
    });
    assert.deepEqual(violations, [], 'what must never happen');
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`${describeSchedule(schedule)}\n\n${told.join('\n')}\n\n${words}`, { cause: error });
  } finally {
    // What the clock left pending ends here, not in the next story.
    await nextTurn();
  }
}

async function playOn(stage: Stage, doors: BackDoors, schedule: Schedule, told: string[]): Promise<void> {
  const history = recordHistory(doors);
  const layout = LAYOUTS[schedule.layout];
  await layOut(stage, layout, schedule.replicas, schedule.reclaimPolicy);
  const before = await readBoth(stage, layout.claimName);
  const [foreign, actedAt] = [new Set<string>(), [] as number[]];
  const drama: Drama = { schedule, stage, doors, before, history, foreign, actedAt };
  const acts = { foreign, actedAt };
  for (const [index, { way, pauseMs, accidents }] of schedule.attempts.entries()) {
    if (index > 0) await doors.clock.sleep(pauseMs);
    const attempted = await attempt(drama, acts, index, way, accidents);
    told.push(tell(attempted));
    await judge(drama, attempted, false);
  }
  const last = await attempt(drama, acts, schedule.attempts.length, schedule.end, []);
  told.push(tell(last));
  await judge(drama, last, true);
  await assertFarewell(drama);
}

async function attempt(
  drama: Drama,
  acts: { readonly foreign: Set<string>; readonly actedAt: number[] },
  index: number,
  way: Way,
  accidents: readonly Accident[],
): Promise<Attempted> {
  const { schedule, stage, doors, before } = drama;
  const { model, clock, journal } = doors;
  const { interference: somebody } = schedule;
  const line = badLine(accidents, (number) => {
    if (somebody?.attempt !== index || somebody.request !== number) return;
    ACTS[somebody.act]({
      model,
      clock,
      before,
      delayMs: somebody.delayMs,
      onForeign: ({ metadata }) => acts.foreign.add(metadata.uid ?? ''),
      onDone: () => acts.actedAt.push(clock.now()),
    });
  });
  const [run] = await stage.runs();
  // Nothing but a lock is left of a run that never began.
  if (run === undefined && index > 0) await clock.sleep(LOCK_MS);
  const words = run === undefined ? commandOf(schedule) : [way, run, '--yes'];
  const from = model.requests.length;
  const result = await doors.stageOn(model.connect({ faults: line.faults }), line.mortal(journal)).plugin(words);
  const toward = run !== undefined && way === 'rollback' ? 'snapshot' : 'target';
  return { words, toward, result, line, requests: [from, model.requests.length] };
}

function commandOf({ layout, edit }: Schedule): readonly string[] {
  const { claimName, words } = LAYOUTS[layout];
  return [claimName, ...EDITS[edit].words, ...words, '--yes'];
}

function recordHistory({ model }: BackDoors): ReadonlyMap<string, KubernetesObject> {
  const history = new Map<string, KubernetesObject>();
  model.onChange(({ kind, object }) => {
    const { uid = '', resourceVersion = '' } = object.metadata;
    if (kind === CLAIMS || kind === VOLUMES) history.set(`${uid}/${resourceVersion}`, object);
  });
  return history;
}

function tell({ words, result, line }: Attempted): string {
  const how = line.hasDied() ? 'died' : `exit ${result.code}`;
  const end = result.stderr.trimEnd().split('\n').slice(-8).join('\n      ');
  return `  ${words.join(' ')}: ${how}\n      ${end}`;
}
