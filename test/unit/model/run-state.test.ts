import assert from 'node:assert/strict';
import type { JournalEntry, KeptRun, RunRecord } from '../../../src/model/journal.js';
import { laterRun, runState, stateAmong, unfinishedRuns } from '../../../src/model/run-state.js';

const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };
const DONE: JournalEntry = { type: 'ended', result: 'done' };
const CLOSED: JournalEntry = { type: 'closed' };
const FAILED: JournalEntry = { type: 'ended', result: 'failed' };
const RESUMED: JournalEntry = { type: 'resumed', toward: 'target', steps: [] };
const TAKEN_BACK: JournalEntry = { type: 'resumed', toward: 'snapshot', steps: [] };

describe('how a run stands by its journal', () => {
  const cases: readonly (readonly [string, readonly JournalEntry[], string])[] = [
    ['died before its first line', [], 'unfinished'],
    ['died half-way', [INTENT], 'unfinished'],
    ['failed half-way', [INTENT, FAILED], 'unfinished'],
    ['failed before it had changed anything', [FAILED], 'unchanged'],
    ['arrived', [INTENT, DONE], 'done'],
    ['arrived after it was gone on with', [INTENT, RESUMED, INTENT, DONE], 'done'],
    ['was taken back', [INTENT, FAILED, TAKEN_BACK, INTENT, DONE], 'rolled back'],
    ['died on the way back', [INTENT, DONE, TAKEN_BACK, INTENT], 'unfinished'],
    ['failed to be taken back before anything was changed', [INTENT, DONE, TAKEN_BACK, FAILED], 'done'],
    ['failed to be gone on with, half-way, before anything more', [INTENT, FAILED, RESUMED, FAILED], 'unfinished'],
    ['was taken back, then gone on with again', [INTENT, TAKEN_BACK, INTENT, DONE, RESUMED, INTENT, DONE], 'done'],
  ];
  for (const [name, entries, state] of cases) {
    it(`${name}: ${state}`, () => {
      assert.equal(runState(entries), state);
    });
  }
});

describe('runs that wait to be gone on with', () => {
  it('are the unfinished ones that can be read', () => {
    const [open, done] = [run('1', [INTENT]), run('2', [INTENT, DONE, CLOSED], { volumeName: 'other' })];
    const unreadable = { id: '3', folder: '/3', problem: 'damaged' };
    assert.deepEqual(unfinishedRuns([open, done, unreadable]), [open]);
  });

  it('are those too that were killed before they could tell that they had arrived', () => {
    const [there, back] = [run('1', [INTENT, DONE]), run('2', [INTENT, TAKEN_BACK, DONE], { volumeName: 'other' })];
    assert.deepEqual(unfinishedRuns([there, back]), [there, back]);
    assert.deepEqual(unfinishedRuns([run('3', [INTENT, DONE, CLOSED, TAKEN_BACK])]).length, 1);
  });

  it('are none whose volume a later run has worked on', () => {
    const open = run('1', [INTENT]);
    assert.deepEqual(unfinishedRuns([open, run('2', [INTENT, DONE, CLOSED])]), []);
    assert.deepEqual(unfinishedRuns([open, run('2', [FAILED])]), [open], 'the later one did nothing');
    const elsewhere = run('2', [INTENT, DONE, CLOSED], { cluster: { context: '', server: 'https://other' } });
    assert.deepEqual(unfinishedRuns([open, elsewhere]), [open], 'a volume of that name in another cluster');
    const [here, tunnelled] = ['https://here', 'https://tunnel'].map((server) => ({
      cluster: { context: '', server, namespaceUid: 'n1' },
    }));
    const [first, later] = [run('1', [INTENT], here), run('2', [INTENT, DONE, CLOSED], tunnelled)];
    assert.deepEqual(unfinishedRuns([first, later]), [], 'another way to the same cluster');
  });
});

describe('how a run stands among all', () => {
  it('is overtaken where it never finished and a later one has worked on its volume', () => {
    const [open, done, later] = [run('1', [INTENT]), run('1', [INTENT, DONE]), run('2', [INTENT, DONE, CLOSED])];
    assert.equal(stateAmong(open, [open, later]), 'overtaken');
    assert.equal(stateAmong(done, [done, later]), 'done');
    assert.equal(stateAmong(later, [open, later]), 'done');
    assert.equal(laterRun(done, [done, later, run('3', [FAILED])]), later, 'the last one did nothing');
    assert.equal(laterRun(later, [done, later]), undefined);
    assert.equal(laterRun(done, [done, run('2', [])]), undefined, 'it died before its first change');
    assert.equal(laterRun(done, [done, { ...run('1', [INTENT, DONE]), folder: '/1.bak' }]), undefined, 'its own copy');
    assert.equal(stateAmong(open, [open, run('2', [FAILED])]), 'unfinished');
  });
});

function run(id: string, entries: readonly JournalEntry[], record: Partial<RunRecord> = {}): KeptRun {
  const cluster = { context: '', server: 'https://one' };
  return { folder: `/${id}`, entries, record: { id, volumeName: 's3-pv', cluster, ...record } as RunRecord };
}
