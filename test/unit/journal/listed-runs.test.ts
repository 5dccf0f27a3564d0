import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { fileJournal } from '../../../src/journal/file-journal.js';
import type { JournalEntry } from '../../../src/model/journal.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { runRecord } from './support/records.js';

const RECORD = runRecord();
const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };

describe('file journal: a run among all that are kept', () => {
  const folder = eachInFolder();
  const journal = () => fileJournal(folder.path(), STANDING_CLOCK);
  const file = (name: string): string => folder.path('runs', RECORD.id, name);

  async function begun(...entries: readonly JournalEntry[]): Promise<void> {
    const log = await journal().begin(RECORD, []);
    for (const entry of entries) await log.append(entry);
    await log.close();
  }

  it('is listed in the order of time, with its entries', async () => {
    await begun(INTENT);
    const later = await journal().begin({ ...RECORD, id: '20260106-090000-s3-pvc-8000' }, []);
    await later.close();
    const runs = await journal().list();
    assert.deepEqual(
      runs.map((run) => 'record' in run && [run.record.id, run.entries.length]),
      [
        [RECORD.id, 1],
        ['20260106-090000-s3-pvc-8000', 0],
      ],
    );
  });

  it('is listed after one that began within the same second and has a later name', async () => {
    await begun(INTENT);
    const id = '20260105-090000-s3-pvc-0001';
    const later = await journal().begin({ ...RECORD, id, startedAt: '2026-01-05T09:00:00.500Z' }, []);
    await later.close();
    const ids = (await journal().list()).map((run) => 'record' in run && run.record.id);
    assert.deepEqual(ids, [RECORD.id, id]);
  });

  it('is listed with what is wrong with it, and hides no other', async () => {
    await begun(INTENT);
    mkdirSync(folder.path('runs', 'a-half-made-one'));
    const [whole, half] = await journal().list();
    assert.ok(whole !== undefined && 'record' in whole);
    assert.ok(half !== undefined && 'problem' in half);
    assert.equal(half.id, 'a-half-made-one');
    assert.match(
      half.problem,
      /a-half-made-one is no whole run: it has no plan\.json, and without one nothing is changed/,
    );
  });

  it('can be read without a trace', async () => {
    await begun(INTENT);
    const before = readFileSync(file('journal.jsonl'), 'utf8');
    appendFileSync(file('journal.jsonl'), '{"torn');
    assert.equal((await journal().read(RECORD.id)).entries.length, 1);
    assert.equal(readFileSync(file('journal.jsonl'), 'utf8'), `${before}{"torn`);
  });

  it('where none is kept, none is listed', async () => {
    assert.deepEqual(await journal().list(), []);
  });
});
