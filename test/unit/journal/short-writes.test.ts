import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { fileJournal } from '../../../src/journal/file-journal.js';
import type { RunLog } from '../../../src/model/journal.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { runRecord } from './support/records.js';

const RECORD = runRecord();
const TAKE_LOCK = fileURLToPath(new URL('support/take-lock.js', import.meta.url));
const BEGIN_RUN = fileURLToPath(new URL('support/begin-run.js', import.meta.url));

describe('file journal: a disk that takes a part of what is written', () => {
  const folder = eachInFolder();

  it('refuses a run whose record does not fit, and leaves nothing of it', function () {
    if (platform() === 'win32') this.skip();
    // Files of at most 2 KiB: the first write ends short and without an error, as on a disk that is nearly full.
    const limited = ['-c', 'ulimit -f 4 && exec "$0" "$@"', process.execPath, BEGIN_RUN, folder.path()];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    assert.match(stdout, /^the snapshot cannot be kept in /, stderr);
    assert.deepEqual(readdirSync(folder.path('runs')), []);
  });

  it('refuses a lock that does not fit, and leaves nothing of it', function () {
    if (platform() === 'win32') this.skip();
    const limited = ['-c', 'ulimit -f 0 && exec "$0" "$@"', process.execPath, TAKE_LOCK, folder.path()];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    assert.match(stdout, /^no run can be kept in /, stderr);
    assert.deepEqual(readdirSync(folder.path('locks')), []);
  });

  it('keeps a journal whole: the half of a line that did not fit is not there any more when there is room again', async () => {
    const journal = fileJournal(folder.path(), STANDING_CLOCK);
    const log = await journal.begin(RECORD, []);
    await log.append({ type: 'step', step: 'retain', state: 'started' });
    await failHalfWay(() =>
      assert.rejects(append(log, 'delete-claim'), { code: 'refused', message: /cannot be written.*ENOSPC/ }),
    );
    await append(log, 'stop-pods');
    await log.close();
    const text = readFileSync(folder.path('runs', RECORD.id, 'journal.jsonl'), 'utf8');
    const { entries } = await journal.read(RECORD.id);
    assert.deepEqual(
      entries.map((entry) => (entry.type === 'step' ? entry.step : 'object' in entry ? entry.object : entry.type)),
      ['retain', 'stop-pods'],
      text,
    );
  });

  it('announces no further change where the outcome of the last one could not be written', async () => {
    const log = await fileJournal(folder.path(), STANDING_CLOCK).begin(RECORD, []);
    await failHalfWay(async (hasFailed) => {
      await log.append({ type: 'outcome', verb: 'create', object: 'claim app/s3-pvc', uid: 'c2' });
      await hasFailed;
    });
    await assert.rejects(append(log, 'stop-pods'), { code: 'refused', message: /cannot be written.*ENOSPC/ });
    await log.close();
  });
});

/** A line that is waited for. */
function append(log: RunLog, object: string): Promise<void> {
  return log.append({ type: 'intent', verb: 'delete', object });
}

/** While `act` runs, what is appended gets half-way to the disk. */
async function failHalfWay(act: (hasFailed: Promise<void>) => Promise<void>): Promise<void> {
  const handle = await open(fileURLToPath(import.meta.url), 'r');
  const prototype = Object.getPrototypeOf(handle) as Pick<FileHandle, 'appendFile'>;
  await handle.close();
  const { appendFile } = prototype;
  let tell: () => void = () => undefined;
  const hasFailed = new Promise<void>((resolve) => (tell = resolve));
  prototype.appendFile = async function (this: FileHandle, data) {
    const text = String(data);
    await appendFile.call(this, text.slice(0, text.length / 2));
    tell();
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  try {
    await act(hasFailed);
  } finally {
    prototype.appendFile = appendFile;
  }
}
