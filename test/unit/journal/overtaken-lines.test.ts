import assert from 'node:assert/strict';
import { fileJournal } from '../../../src/journal/file-journal.js';
import { withoutOvertaken } from '../../../src/journal/overtaken-lines.js';
import type { JournalEntry } from '../../../src/model/journal.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { runRecord } from './support/records.js';

const RECORD = runRecord();
const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };
const OUTCOME: JournalEntry = { type: 'outcome', verb: 'create', object: 'claim app/s3-pvc', uid: 'c2' };
const BACK: JournalEntry = { type: 'resumed', toward: 'snapshot', steps: [] };
const DONE: JournalEntry = { type: 'ended', result: 'done' };
const FAILED: JournalEntry = { type: 'ended', result: 'failed' };
const CLOSED: JournalEntry = { type: 'closed' };

describe('journal: a process whose run another has gone on with', () => {
  const folder = eachInFolder();

  it('says nothing more of the run, but what it asked of the cluster', async () => {
    const journal = fileJournal(folder.path(), STANDING_CLOCK);
    const sleeper = await journal.begin(RECORD, []);
    await sleeper.append(INTENT);
    const { log } = await journal.open(RECORD.id);
    for (const entry of [BACK, DONE, CLOSED]) await log.append(entry);
    await log.close();
    for (const entry of [OUTCOME, FAILED, CLOSED]) await sleeper.append(entry);
    await sleeper.close();

    const { entries } = await journal.read(RECORD.id);

    assert.deepEqual(
      entries.map(({ at: _, ...entry }) => entry),
      [INTENT, BACK, DONE, CLOSED, OUTCOME],
    );
  });

  it('is one that has begun to go on, not one that only looked', () => {
    const lines = [
      { ...INTENT, by: 'first' },
      { ...CLOSED, by: 'looked only' },
      { ...FAILED, by: 'first' },
    ];
    assert.deepEqual(withoutOvertaken(lines), [INTENT, CLOSED, FAILED]);
  });

  it('is not known in journals of early versions', () => {
    const lines = [INTENT, BACK, DONE, FAILED];
    assert.deepEqual(withoutOvertaken(lines), lines);
  });
});
