import type { JournalEntry, KeptRun, ListedRun } from './journal.js';

/**
 * `unfinished`: died or stopped on its way, and has to be gone on with or taken back; `unchanged`: stopped before it had
 * changed anything; `done` and `rolled back`: verified at the target, or at the snapshot; `overtaken`: never finished, and a later
 * run has worked on its volume since, so that there is nothing to go on with.
 */
export type RunState = 'unfinished' | 'unchanged' | 'done' | 'rolled back' | 'overtaken';

/** How a run stands by its journal. One that died without a word counts as unfinished, whatever it had done. */
export function runState(entries: readonly JournalEntry[]): RunState {
  let [before, state, arrival]: [RunState, RunState, RunState] = ['unchanged', 'unfinished', 'done'];
  let hasChanged = false;
  for (const entry of entries) {
    switch (entry.type) {
      case 'resumed':
        [before, state] = [state, 'unfinished'];
        arrival = entry.toward === 'target' ? 'done' : 'rolled back';
        hasChanged = false;
        break;
      case 'intent':
        hasChanged = true;
        break;
      case 'ended':
        if (entry.result === 'done') state = arrival;
        else state = hasChanged ? 'unfinished' : before;
        break;
      case 'step':
      case 'outcome':
      case 'amended':
      case 'workload':
      case 'closed':
    }
  }
  return state;
}

/**
 * Runs that wait to be gone on with. One whose volume a later run has worked on is past that; one that was killed as soon
 * as it had arrived is not, since nobody was told so.
 */
export function unfinishedRuns(runs: readonly ListedRun[]): readonly KeptRun[] {
  const readable = runs.filter((run): run is KeptRun => 'record' in run);
  return readable.filter((run) => isOpen(run.entries) && laterRun(run, readable) === undefined);
}

/** How a run stands among all that are kept, which are given the oldest first. */
export function stateAmong(run: KeptRun, runs: readonly ListedRun[]): RunState {
  const state = runState(run.entries);
  return state === 'unfinished' && laterRun(run, runs) !== undefined ? 'overtaken' : state;
}

/** The last run that has worked on the same volume after this one, among all that are kept, which are given the oldest first. */
export function laterRun({ record }: KeptRun, runs: readonly ListedRun[]): KeptRun | undefined {
  const readable = runs.filter((run): run is KeptRun => 'record' in run);
  const own = readable.findIndex((run) => run.record.id === record.id);
  return readable.slice(own + 1).findLast((run) => run.record.id !== record.id && hasWorkedOn(record, run));
}

/** Each change is written down before it is asked for, so that a run without any has changed nothing, however it ended. */
function hasWorkedOn(record: KeptRun['record'], { record: other, entries }: KeptRun): boolean {
  return isSameVolume(other, record) && entries.some(({ type }) => type === 'intent');
}

/** Whether a run has yet to arrive, or to tell that it has: it may have been killed right then. */
export function isOpen(entries: readonly JournalEntry[]): boolean {
  const state = runState(entries);
  if (state === 'unchanged') return false;
  return state === 'unfinished' || entries.findLast((entry) => !isOfAChange(entry))?.type !== 'closed';
}

/** Tells of one change that was asked for, and not of the run itself. */
export function isOfAChange({ type }: JournalEntry): boolean {
  return type === 'intent' || type === 'outcome';
}

function isSameVolume(one: KeptRun['record'], other: KeptRun['record']): boolean {
  const [here, there] = [one.cluster, other.cluster];
  if (one.volumeName !== other.volumeName) return false;
  // One address may lead to several clusters, one after the other, and several to one.
  const areKnown = here.namespaceUid !== undefined && there.namespaceUid !== undefined;
  if (areKnown && one.namespace === other.namespace) return here.namespaceUid === there.namespaceUid;
  return here.server === there.server;
}
