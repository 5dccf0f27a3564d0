import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { fileJournal } from '../../../src/journal/file-journal.js';
import type { JournalEntry } from '../../../src/model/journal.js';
import { volume } from '../../support/manifests/volume.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { runRecord } from './support/records.js';

const RECORD = runRecord();
const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };
const OUTCOME: JournalEntry = { type: 'outcome', verb: 'delete', object: 'claim app/s3-pvc' };
const ENDED: JournalEntry = { type: 'ended', result: 'done' };

describe('file journal: a folder that somebody deletes while its run is at work', () => {
  const folder = eachInFolder();
  const journal = () => fileJournal(folder.path('state'), STANDING_CLOCK);
  const deleteAll = (): void => {
    rmSync(folder.path('state'), { recursive: true });
  };

  it('is made again with all that was in it', async () => {
    const log = await journal().begin(RECORD, [{ path: 'snapshot/1-volume.yaml', manifest: volume() }]);
    await log.append(INTENT);
    deleteAll();
    await log.append(OUTCOME);
    await log.close();
    assert.deepEqual(await kept(), [INTENT, OUTCOME]);
    assert.ok(existsSync(folder.path('state', 'runs', RECORD.id, 'snapshot', '1-volume.yaml')));
  });

  it('is made again by who goes on with it, too', async () => {
    const begun = await journal().begin(RECORD, []);
    await begun.append(INTENT);
    await begun.close();
    const { log } = await journal().open(RECORD.id);
    deleteAll();
    await log.append(ENDED);
    await log.close();
    assert.deepEqual(await kept(), [INTENT, ENDED]);
  });

  /** The entries, once the record is whole. */
  async function kept(): Promise<readonly object[]> {
    const { record, entries } = await journal().read(RECORD.id);
    assert.deepEqual(record.snapshot, RECORD.snapshot);
    return entries.map(({ at: _, ...entry }) => entry);
  }
});
