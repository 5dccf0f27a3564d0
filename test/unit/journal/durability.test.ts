import assert from 'node:assert/strict';
import { readlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { platform } from 'node:os';
import { fileJournal } from '../../../src/journal/file-journal.js';
import { volume } from '../../support/manifests/volume.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { runRecord } from './support/records.js';

const RECORD = runRecord();

/** Names of what is synced to the disk while `act` runs, in order. */
async function syncedBy(folder: string, act: () => Promise<void>): Promise<readonly string[]> {
  const handle = await open(folder, 'r');
  const prototype = Object.getPrototypeOf(handle) as Record<'sync' | 'datasync', (this: FileHandle) => Promise<void>>;
  await handle.close();
  const { sync, datasync } = prototype;
  const synced: string[] = [];
  const watched = (original: typeof sync) =>
    function (this: FileHandle) {
      synced.push(basename(readlinkSync(`/proc/self/fd/${this.fd}`)));
      return original.call(this);
    };
  prototype.sync = watched(sync);
  prototype.datasync = watched(datasync);
  try {
    await act();
  } finally {
    Object.assign(prototype, { sync, datasync });
  }
  return synced;
}

describe('file journal: what survives a power cut', function () {
  const folder = eachInFolder();

  before(function () {
    if (platform() !== 'linux') this.skip();
  });

  it('the names of everything in a run’s folder, since each folder is synced after what it holds was made', async () => {
    const synced = await syncedBy(folder.path(), async () => {
      const manifests = [{ path: 'snapshot/1-volume.yaml', manifest: volume() }];
      const log = await fileJournal(folder.path('state'), STANDING_CLOCK).begin(RECORD, manifests);
      await log.append({ type: 'ended', result: 'done' });
      await log.close();
    });
    for (const name of ['state', 'runs', RECORD.id, 'snapshot'])
      assert.ok(synced.includes(name), `${name}: ${synced.join(' ')}`);
    assert.ok(synced.includes(basename(folder.path())), `the folder that names the state folder: ${synced.join(' ')}`);
  });

  it('every line that was acknowledged, with the name of the file that holds it', async () => {
    const journal = fileJournal(folder.path('state'), STANDING_CLOCK);
    let before = 0;
    const synced = await syncedBy(folder.path(), async () => {
      const log = await journal.begin(RECORD, []);
      await log.append({ type: 'ended', result: 'done' });
      await log.append({ type: 'ended', result: 'done' });
      before += 2;
      await log.close();
    });
    assert.equal(synced.filter((name) => name === 'journal.jsonl').length, before);
    // plan.json is the last file before it; its folder has to be synced once more for the journal's name.
    const folderSyncs = synced.filter((name) => name === RECORD.id).length;
    const withoutLog = await syncedBy(folder.path(), async () => {
      const { writeDurably } = await import('../../../src/journal/durable-file.js');
      await writeDurably(folder.path('state', 'runs', RECORD.id, 'another'), 'x');
    });
    assert.deepEqual(withoutLog, [RECORD.id]);
    assert.ok(folderSyncs >= 2, synced.join(' '));
  });
});
