import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { fileJournal } from '../../../src/journal/file-journal.js';
import type { Failure } from '../../../src/model/errors.js';
import type { ReadableManifest, RunRecord } from '../../../src/model/journal.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { failureOfAsync } from '../plan/support/failures.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { HARD_TEXT, runRecord } from './support/records.js';

const RECORD = runRecord();
const MANIFESTS: readonly ReadableManifest[] = [
  { path: 'snapshot/1-volume.yaml', manifest: volume() },
  { path: 'snapshot/2-claim.yaml', manifest: claim({ annotations: { hard: HARD_TEXT } }) },
  { path: 'target/1-volume.yaml', manifest: volume() },
];

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function refusal(stateFolder: string, record: RunRecord = RECORD, manifests = MANIFESTS): Promise<Failure> {
  const failure = await failureOfAsync(() => fileJournal(stateFolder, STANDING_CLOCK).begin(record, manifests));
  assert.equal(failure.code, 'refused');
  assert.match(failure.hint ?? '', /nothing was changed.*--state-dir/);
  return failure;
}

describe('file journal: a new run', () => {
  const folder = eachInFolder();

  async function begin(record: RunRecord = RECORD): Promise<string> {
    const log = await fileJournal(folder.path('state'), STANDING_CLOCK).begin(record, MANIFESTS);
    await log.close();
    return log.folder;
  }

  it('is a folder with a plan, a journal and manifests for a person’s hands', async () => {
    const runFolder = await begin();
    assert.equal(runFolder, folder.path('state', 'runs', RECORD.id));
    assert.deepEqual(filesBelow(runFolder), [
      'journal.jsonl',
      'plan.json',
      'snapshot/1-volume.yaml',
      'snapshot/2-claim.yaml',
      'target/1-volume.yaml',
    ]);
  });

  it('belongs to its owner alone: folders 0700, files 0600', async () => {
    const runFolder = await begin();
    for (const path of [runFolder, dirname(runFolder), join(runFolder, 'snapshot'), join(runFolder, 'target')]) {
      assert.equal(modeOf(path), '700', path);
    }
    for (const path of filesBelow(runFolder)) assert.equal(modeOf(join(runFolder, path)), '600', path);
  });

  it('comes back as it was, to the last field', async () => {
    await begin();
    const stored = await fileJournal(folder.path('state'), STANDING_CLOCK).open(RECORD.id);
    await stored.log.close();
    const { formatVersion, ...record } = stored.record as RunRecord & { formatVersion?: number };
    assert.equal(formatVersion, 1);
    assert.deepEqual(record, RECORD);
    assert.deepEqual(stored.entries, []);
  });

  it('comes back with what only another version knows', async () => {
    const odd = {
      ...RECORD,
      futureField: [1],
      settings: { ...RECORD.settings, futureSetting: { a: null } },
    } as RunRecord;
    await begin(odd);
    const stored = await fileJournal(folder.path('state'), STANDING_CLOCK).open(RECORD.id);
    await stored.log.close();
    const { formatVersion, ...record } = stored.record as RunRecord & { formatVersion?: number };
    assert.ok(formatVersion);
    assert.deepEqual(record, odd);
  });

  it('comes back where claim or volume did not exist when it began', async () => {
    const bare = runRecord({ snapshot: { pods: [] } });
    await begin(bare);
    const stored = await fileJournal(folder.path('state'), STANDING_CLOCK).open(RECORD.id);
    await stored.log.close();
    assert.deepEqual(stored.record.snapshot, { pods: [] });
  });

  it('has manifests that kubectl reads as what they are', async () => {
    // kubectl reads YAML 1.1, where yes, on and 1_000 are no texts (measured).
    const words = {
      a: 'yes',
      b: 'on',
      c: 'y',
      d: 'NO',
      e: '1_000',
      f: '0777',
      g: '0b11',
      h: '1:30',
      i: '2024-01-01',
      j: '~',
      k: '',
      l: HARD_TEXT,
      m: '<<',
      n: '=',
    };
    const odd = claim({ annotations: words });
    const manifests = [{ path: 'snapshot/2-claim.yaml', manifest: odd }];
    const log = await fileJournal(folder.path('state'), STANDING_CLOCK).begin(RECORD, manifests);
    await log.close();
    const text = readFileSync(join(log.folder, 'snapshot', '2-claim.yaml'), 'utf8');
    for (const version of ['1.1', '1.2'] as const) assert.deepEqual(parse(text, { version }), odd, version);
  });

  it('never takes the place of an older one', async () => {
    const runFolder = await begin();
    const before = filesBelow(runFolder).map((path) => readFileSync(join(runFolder, path), 'utf8'));
    const failure = await refusal(folder.path('state'), runRecord({ namespace: 'other' }));
    assert.match(failure.message, new RegExp(RECORD.id));
    const after = filesBelow(runFolder).map((path) => readFileSync(join(runFolder, path), 'utf8'));
    assert.deepEqual(after, before);
  });

  it('stands beside others', async () => {
    await begin();
    await begin(runRecord({ id: 'another' }));
    assert.deepEqual(readdirSync(folder.path('state', 'runs')).sort(), [RECORD.id, 'another']);
  });
});

describe('file journal: a run that cannot be kept', () => {
  const folder = eachInFolder();

  it('because a file stands where the folder should be', async () => {
    writeFileSync(folder.path('state'), 'mine');
    const failure = await refusal(folder.path('state'));
    assert.match(failure.message, /the snapshot cannot be kept in .*state/);
    assert.equal(readFileSync(folder.path('state'), 'utf8'), 'mine');
    assert.deepEqual(filesBelow(folder.path()), ['state']);
  });

  it('because a file stands where the runs should be', async () => {
    mkdirSync(folder.path('state'));
    writeFileSync(folder.path('state', 'runs'), 'mine');
    await refusal(folder.path('state'));
    assert.deepEqual(filesBelow(folder.path()), ['state/runs']);
  });

  it('because nothing can be written there', async function () {
    if (platform() !== 'linux') this.skip();
    // Not even root makes folders in there.
    await refusal('/sys/kernel/nobody-writes-here');
    assert.equal(existsSync('/sys/kernel/nobody-writes-here'), false);
  });

  it('because one of its manifests cannot be written, and then nothing of it is left', async () => {
    const unwritable = [...MANIFESTS, { path: `snapshot/${'x'.repeat(300)}.yaml`, manifest: volume() }];
    await refusal(folder.path('state'), RECORD, unwritable);
    assert.deepEqual(readdirSync(folder.path('state', 'runs')), []);
  });

  it('because its record cannot be written, and then nothing of it is left', async () => {
    const unwritable = { ...RECORD, futureField: 1n } as unknown as RunRecord;
    await refusal(folder.path('state'), unwritable);
    assert.deepEqual(readdirSync(folder.path('state', 'runs')), []);
  });
});
