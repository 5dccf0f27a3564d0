import assert from 'node:assert/strict';
import { downtimes, lengthOf } from '../../../src/model/downtime.js';
import type { JournalEntry, WorkloadState } from '../../../src/model/journal.js';

function at(second: number): string {
  return new Date(Date.UTC(2026, 0, 5, 9, 0, second)).toISOString();
}

function entry(second: number, state: WorkloadState, name = 'web'): JournalEntry {
  return { at: at(second), type: 'workload', kind: 'Deployment', name, state };
}

/** Each downtime as name, and the seconds of its beginning and its end. */
function told(...entries: readonly JournalEntry[]): readonly string[] {
  const second = (time: string): number => (Date.parse(time) - Date.parse(at(0))) / 1000;
  return downtimes(entries).map(
    ({ name, from, to }) => `${name} ${second(from)}-${to === undefined ? '' : second(to)}`,
  );
}

describe('downtimes, from a journal', () => {
  it('last from the first Pod that is asked to stop until all are Ready', () => {
    assert.deepEqual(told(entry(1, 'stopping'), entry(2, 'stopping'), entry(9, 'ready')), ['web 1-9']);
  });

  it('are told of each workload by itself', () => {
    assert.deepEqual(
      told(entry(1, 'stopping'), entry(2, 'stopping', 'api'), entry(5, 'ready'), entry(6, 'ready', 'api')),
      ['web 1-5', 'api 2-6'],
    );
  });

  it('go on from one attempt to the next, and where a Pod was Ready for a moment only', () => {
    const resumed: JournalEntry = { at: at(4), type: 'resumed', toward: 'target', steps: [] };
    assert.deepEqual(told(entry(1, 'stopping'), resumed, entry(5, 'stopping'), entry(7, 'ready')), ['web 1-7']);
    assert.deepEqual(told(entry(1, 'stopping'), entry(2, 'ready'), entry(3, 'unready'), entry(8, 'ready')), [
      'web 1-8',
    ]);
    assert.deepEqual(told(entry(1, 'stopping'), entry(2, 'ready'), entry(3, 'unready')), ['web 1-']);
  });

  it('do not grow when a workload is found whole once more, and begin anew when it stops again', () => {
    assert.deepEqual(
      told(entry(1, 'stopping'), entry(5, 'ready'), entry(50, 'ready'), entry(60, 'stopping'), entry(70, 'ready')),
      ['web 1-5', 'web 60-70'],
    );
  });

  it('are none where nothing was stopped', () => {
    assert.deepEqual(told(entry(1, 'ready'), entry(2, 'unready'), entry(3, 'ready')), []);
  });

  it('have a length once they have ended', () => {
    const [ended, open] = downtimes([entry(1, 'stopping'), entry(4, 'ready'), entry(5, 'stopping')]);
    assert.ok(ended && open);
    assert.deepEqual([lengthOf(ended), lengthOf(open)], [3000, undefined]);
  });
});
