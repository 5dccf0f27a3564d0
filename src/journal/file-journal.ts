import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Clock } from '../model/clock.js';
import { Failure, messageOf } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type {
  Journal,
  JournalEntry,
  KeptRun,
  ListedRun,
  ReadableManifest,
  RunLog,
  RunRecord,
} from '../model/journal.js';
import { makeFolder, makeNewFolder, writeDurably } from './durable-file.js';
import { openRunLog, parseJournal } from './run-log.js';
import { parseRecord, recordText } from './record-file.js';

/**
 * Keeps runs as folders: `plan.json` (never edited again), `snapshot/` and `target/` with manifests for `kubectl apply`,
 * and `journal.jsonl`. Folders are 0700, files 0600.
 *
 * @param stateFolder the folder that holds `runs/`
 */
export function fileJournal(stateFolder: string, clock: Clock): Journal {
  const runsFolder = join(stateFolder, 'runs');
  const folderOf = (id: string): string => join(runsFolder, id);
  return {
    runsFolder,
    folderOf,
    async begin(record, manifests) {
      const folder = folderOf(record.id);
      try {
        await makeFolder(dirname(folder));
        await makeNewFolder(folder);
        return await fillFolder(folder, record, manifests, clock);
      } catch (error) {
        throw new Failure('refused', `the snapshot cannot be kept in ${folder}: ${messageOf(error)}`, {
          hint: 'nothing was changed; make room there, or name another place with --state-dir DIR',
          cause: error,
        });
      }
    },
    async open(id) {
      const run = await readRun(folderOf(id), id);
      return { ...run, log: await openRunLog(run.folder, clock) };
    },
    read: (id) => readRun(folderOf(id), id),
    list: () => listRuns(runsFolder),
  };
}

async function readRun(folder: string, id: string): Promise<KeptRun> {
  const record = await readRecord(folder, id);
  return { folder, record, entries: await readEntries(join(folder, 'journal.jsonl')) };
}

/** A run's name begins with its time, so the order of names is that of time. */
async function listRuns(runsFolder: string): Promise<readonly ListedRun[]> {
  const ids = (await foldersIn(runsFolder)).sort();
  return Promise.all(
    ids.map((id) => {
      const folder = join(runsFolder, id);
      return readRun(folder, id).catch((error: unknown) => ({ id, folder, problem: messageOf(error) }));
    }),
  );
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Failure('refused', `${path} cannot be read: ${messageOf(error)}`, {
      hint: 'name the place of the runs with --state-dir DIR',
      cause: error,
    });
  }
}

/** All of the run, or nothing of it: half a run is taken away again. */
async function fillFolder(
  folder: string,
  record: RunRecord,
  manifests: readonly ReadableManifest[],
  clock: Clock,
): Promise<RunLog> {
  try {
    await writeRun(folder, record, manifests);
    return await openRunLog(folder, clock);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeRun(folder: string, record: RunRecord, manifests: readonly ReadableManifest[]): Promise<void> {
  const subfolders = new Set(manifests.map(({ path }) => dirname(path)));
  for (const subfolder of subfolders) await makeFolder(join(folder, subfolder));
  for (const { path, manifest } of manifests) await writeDurably(join(folder, path), manifestText(manifest));
  // Last: a folder with a plan.json is a whole run.
  await writeDurably(join(folder, 'plan.json'), recordText(record));
}

/** YAML 1.1, as kubectl reads it: words such as `yes` are put in quotes. */
function manifestText(manifest: KubernetesObject): string {
  return stringify(manifest, { version: '1.1', lineWidth: 0 });
}

async function readRecord(folder: string, id: string): Promise<RunRecord> {
  const path = join(folder, 'plan.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Failure('refused', `${path} cannot be read: ${messageOf(error)}`, { cause: error });
    }
    throw new Failure('usage', `there is no run ${id} in ${dirname(folder)}`, {
      hint: 'name the run as it was printed, and the --state-dir it was started with',
      cause: error,
    });
  }
  return parseRecord(text, path);
}

/** A run that died before its first line has none. @throws Failure refused, where a line in the middle is damaged */
async function readEntries(path: string): Promise<readonly JournalEntry[]> {
  try {
    return parseJournal(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Failure('refused', `${path} is damaged: ${messageOf(error)}`, {
      hint: 'its folder snapshot/ can be applied by hand',
      cause: error,
    });
  }
}
