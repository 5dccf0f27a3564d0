import assert from 'node:assert/strict';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { platform } from 'node:os';
import { fileJournal } from '../../../src/journal/file-journal.js';
import { volume } from '../../support/manifests/volume.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { runRecord } from './support/records.js';

const RECORD = runRecord();

/** Tells `onSync` the name of everything that is synced to the disk while `act` runs. */
async function watchSyncs(folder: string, onSync: (name: string) => void, act: () => Promise<void>): Promise<void> {
  const handle = await open(folder, 'r');
  const prototype = Object.getPrototypeOf(handle) as Record<'sync' | 'datasync', (this: FileHandle) => Promise<void>>;
  await handle.close();
  const { sync, datasync } = prototype;
  const watched = (original: typeof sync) =>
    function (this: FileHandle) {
      onSync(basename(readlinkSync(`/proc/self/fd/${this.fd}`)));
      return original.call(this);
    };
  prototype.sync = watched(sync);
  prototype.datasync = watched(datasync);
  try {
    await act();
  } finally {
    Object.assign(prototype, { sync, datasync });
  }
}

describe('file journal: what survives a power cut', () => {
  const folder = eachInFolder();

  before(function () {
    if (platform() !== 'linux') this.skip();
  });

  it('the names of everything in a run’s folder, since each folder is synced after what it holds was made', async () => {
    const synced: string[] = [];
    const journal = folder.path('state', 'runs', RECORD.id, 'journal.jsonl');
    let isJournalNamed = false;
    const onSync = (name: string): void => {
      synced.push(name);
      if (name === RECORD.id) isJournalNamed = existsSync(journal);
    };
    await watchSyncs(folder.path(), onSync, async () => {
      const manifests = [{ path: 'snapshot/1-volume.yaml', manifest: volume() }];
      await (await fileJournal(folder.path('state'), STANDING_CLOCK).begin(RECORD, manifests)).close();
    });
    for (const name of [basename(folder.path()), 'state', 'runs', RECORD.id, 'snapshot']) {
      assert.ok(synced.includes(name), `${name} is not synced: ${synced.join(' ')}`);
    }
    assert.ok(isJournalNamed, 'the run’s folder is not synced after journal.jsonl was made in it');
  });

  it('every line, one by one', async () => {
    const log = await fileJournal(folder.path('state'), STANDING_CLOCK).begin(RECORD, []);
    for (const lines of [1, 2, 3]) {
      const synced: string[] = [];
      const onSync = (name: string): void => {
        const written = readFileSync(folder.path('state', 'runs', RECORD.id, 'journal.jsonl'), 'utf8');
        synced.push(`${name} with ${written.split('\n').length - 1} lines`);
      };
      await watchSyncs(folder.path(), onSync, () => log.append({ type: 'ended', result: 'done' }));
      assert.deepEqual(synced, [`journal.jsonl with ${lines} lines`]);
    }
    await log.close();
  });

  it('lines that are added while another is being written, all with one sync more', async () => {
    const log = await fileJournal(folder.path('state'), STANDING_CLOCK).begin(RECORD, []);
    const synced: number[] = [];
    await watchSyncs(
      folder.path(),
      () => synced.push(linesOf(folder.path('state', 'runs', RECORD.id, 'journal.jsonl'))),
      async () => {
        const pods = Array.from({ length: 20 }, (_, index) => `Pod web-${index}`);
        await Promise.all(pods.map((object) => log.append({ type: 'intent', verb: 'delete', object })));
      },
    );
    await log.close();

    assert.ok(synced.length <= 2, `${synced.length} syncs`);
    assert.equal(synced.at(-1), 20, 'the last of them covers every line');
  });

  it('lines of steps, which only tell where the run was, with the next change', async () => {
    const log = await fileJournal(folder.path('state'), STANDING_CLOCK).begin(RECORD, []);
    const synced: number[] = [];
    const onSync = () => synced.push(linesOf(folder.path('state', 'runs', RECORD.id, 'journal.jsonl')));
    await watchSyncs(folder.path(), onSync, async () => {
      await log.append({ type: 'step', step: 'retain', state: 'finished' });
      await log.append({ type: 'step', step: 'delete-claim', state: 'started' });
      await log.append({ type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' });
    });
    await log.close();

    assert.deepEqual(synced, [3]);
  });
});

function linesOf(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length - 1;
}
