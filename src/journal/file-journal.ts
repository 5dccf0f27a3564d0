import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Clock } from '../model/clock.js';
import { Failure } from '../model/errors.js';
import type { Journal, ReadableManifest, RunRecord } from '../model/journal.js';
import { makeFolder, writeDurably } from './durable-file.js';
import { openRunLog, parseJournal } from './run-log.js';
import { parseRecord, recordText } from './record-file.js';

/**
 * Keeps runs as folders: `plan.json` (never edited again), `snapshot/` and `target/` with manifests for `kubectl apply`,
 * and `journal.jsonl`. Folders are 0700, files 0600.
 *
 * @param stateFolder the folder that holds `runs/`
 */
export function fileJournal(stateFolder: string, clock: Clock): Journal {
  const folderOf = (id: string): string => join(stateFolder, 'runs', id);
  return {
    folderOf,
    async begin(record, manifests) {
      const folder = folderOf(record.id);
      try {
        await writeRun(folder, record, manifests);
        return await openRunLog(folder, clock);
      } catch (error) {
        throw new Failure('refused', `the snapshot cannot be kept in ${folder}: ${messageOf(error)}`, {
          hint: 'nothing was changed; make room there, or name another place with --state-dir DIR',
          cause: error,
        });
      }
    },
    async open(id) {
      const folder = folderOf(id);
      const record = await readRecord(folder, id);
      const entries = parseJournal(await readFile(join(folder, 'journal.jsonl'), 'utf8'));
      return { record, entries, log: await openRunLog(folder, clock) };
    },
  };
}

async function writeRun(folder: string, record: RunRecord, manifests: readonly ReadableManifest[]): Promise<void> {
  await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o700 });
  for (const subfolder of new Set(manifests.map(({ path }) => dirname(path))))
    await makeFolder(join(folder, subfolder));
  for (const { path, manifest } of manifests) await writeDurably(join(folder, path), stringify(manifest));
  // Last: a folder with a plan.json is a whole run.
  await writeDurably(join(folder, 'plan.json'), recordText(record));
  await makeFolder(folder);
}

async function readRecord(folder: string, id: string): Promise<RunRecord> {
  const path = join(folder, 'plan.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new Failure('usage', `there is no run ${id} in ${dirname(folder)}`, {
      hint: 'name the run as it was printed, and the --state-dir it was started with',
      cause: error,
    });
  }
  return parseRecord(text, path);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
