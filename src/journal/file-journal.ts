import { readdir, readFile, rm, stat } from 'node:fs/promises';
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
export function fileJournal(stateFolder: string, clock: Pick<Clock, 'now'>): Journal {
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
      return { ...run, log: await openForWriting(run, clock) };
    },
    read: (id) => readRun(folderOf(id), id),
    list: () => listRuns(runsFolder),
  };
}

/** @throws Failure refused, where what comes cannot be written down */
async function openForWriting({ folder, record }: KeptRun, clock: Pick<Clock, 'now'>): Promise<RunLog> {
  try {
    return await openRunLog(folder, clock, () => writeRun(folder, record, []));
  } catch (error) {
    throw new Failure('refused', `the journal in ${folder} cannot be written: ${messageOf(error)}`, {
      hint: 'nothing was changed; make it writable for you, or copy the folder to runs/ of another place and name that with --state-dir DIR',
      cause: error,
    });
  }
}

async function readRun(folder: string, id: string): Promise<KeptRun> {
  const record = await readRecord(folder, id);
  return { folder, record, entries: await readEntries(join(folder, 'journal.jsonl')) };
}

async function listRuns(runsFolder: string): Promise<readonly ListedRun[]> {
  const ids = (await foldersIn(runsFolder)).sort();
  const runs = await Promise.all(
    ids.map((id) => {
      const folder = join(runsFolder, id);
      return readRun(folder, id).catch((error: unknown) => ({ id, folder, problem: messageOf(error) }));
    }),
  );
  return runs.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** A run's name begins with its time, but two may begin within that second. */
function orderOf(run: ListedRun): string {
  if ('problem' in run) return run.id;
  const { startedAt, id } = run.record;
  return `${startedAt.replace(/[-:]/g, '').replace('T', '-')} ${id}`;
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
  clock: Pick<Clock, 'now'>,
): Promise<RunLog> {
  try {
    await writeRun(folder, record, manifests);
    return await openRunLog(folder, clock, () => writeRun(folder, record, manifests));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeRun(folder: string, record: RunRecord, manifests: readonly ReadableManifest[]): Promise<void> {
  await makeFolder(folder);
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
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(path, error);
    throw await noWholeRun(folder, id, error);
  }
  return parseRecord(text, path);
}

/** It died before its snapshot was whole, or it is none. */
async function noWholeRun(folder: string, id: string, cause: unknown): Promise<Failure> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return isThere
    ? new Failure('usage', `${folder} is no whole run: it has no plan.json, and without one nothing is changed`, {
        hint: 'no run needs it; look at what is in it, then delete it',
        cause,
      })
    : new Failure('usage', `there is no run ${id} in ${dirname(folder)}`, {
        hint: 'name the run as it was printed, and the --state-dir it was started with',
        cause,
      });
}

function unreadable(path: string, cause: unknown): Failure {
  return new Failure('refused', `${path} cannot be read: ${messageOf(cause)}`, {
    hint: 'make it readable for you; or apply the folder snapshot/ beside it by hand',
    cause,
  });
}

/** A run that died before its first line has none. @throws Failure refused, where a line in the middle is damaged */
async function readEntries(path: string): Promise<readonly JournalEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(path, error);
  }
  try {
    return parseJournal(text);
  } catch (error) {
    throw new Failure('refused', `${path} is damaged: ${messageOf(error)}`, {
      hint: 'its folder snapshot/ can be applied by hand',
      cause: error,
    });
  }
}
