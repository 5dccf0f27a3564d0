import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../model/clock.js';
import { Failure } from '../model/errors.js';
import type { JournalEntry, RunLog } from '../model/journal.js';
import { syncFolder } from './durable-file.js';
import { isEntry } from './entry-shape.js';
import { groupedWrites } from './grouped-writes.js';
import { newMark, withoutOvertaken, type MarkedEntry } from './overtaken-lines.js';

/**
 * Opens the append-only journal of a run. A line has reached the disk when its append resolves; lines that only tell a person
 * where a run was do so with the next that counts.
 *
 * @param makeAgain makes the folder and what else is in it again, should somebody delete it while the run is at work: without
 * its snapshot there would be no way back
 */
export async function openRunLog(
  folder: string,
  clock: Pick<Clock, 'now'>,
  makeAgain: () => Promise<void>,
): Promise<RunLog> {
  const path = join(folder, 'journal.jsonl');
  const by = newMark();
  let file = await open(path, 'a', 0o600);
  await cutTornLine(file, path);
  await syncFolder(folder);
  let lines = await readFile(path, 'utf8');
  let mayBeTorn = false;
  let unwritten: Error | undefined;
  const write = groupedWrites(async (text, isDurable) => {
    try {
      if (await isDeleted(file)) {
        await makeAgain();
        await file.close();
        file = await open(path, 'a', 0o600);
        await file.appendFile(lines);
        await syncFolder(folder);
      }
      // A disk that was full for a moment took a part of the line before.
      if (mayBeTorn) await cutTornLine(file, path);
      mayBeTorn = true;
      // appendFile goes on after a short write.
      await file.appendFile(text);
      if (isDurable) await file.datasync();
      mayBeTorn = false;
      lines += text;
    } catch (error) {
      throw unwritable(path, error);
    }
  });
  return {
    folder,
    async append(entry) {
      const line = `${JSON.stringify({ at: new Date(clock.now()).toISOString(), by, ...entry })}\n`;
      const written = write(line, isSynced(entry));
      if (isWaitedFor(entry)) {
        await written;
        if (entry.type === 'intent' && unwritten !== undefined) throw unwritten;
        return;
      }
      // Not waited for, while Pods are down; what keeps it from being written is told with the next change that is announced,
      // which is not made then.
      written.catch((error: unknown) => {
        if (isSynced(entry)) unwritten ??= error as Error;
      });
    },
    async close() {
      await write('', false).catch(() => undefined);
      await file.close();
    },
  };
}

/** Going on looks at the cluster and never at steps and workloads; a power cut may take the last of them. */
function isSynced({ type }: JournalEntry): boolean {
  return type !== 'step' && type !== 'workload';
}

/** An outcome is of what has been done already: it is on its way to the disk, and there before the next change is announced. */
function isWaitedFor(entry: JournalEntry): boolean {
  return isSynced(entry) && entry.type !== 'outcome';
}

async function isDeleted(file: FileHandle): Promise<boolean> {
  return (await file.stat()).nlink === 0;
}

/** What a crash left after the last newline was never acknowledged; the next line must not run together with it. */
async function cutTornLine(file: FileHandle, path: string): Promise<void> {
  // In bytes: a damaged letter further up must not shift the place of the cut.
  const bytes = await readFile(path);
  const whole = bytes.lastIndexOf('\n') + 1;
  if (whole < bytes.length) await file.truncate(whole);
}

function unwritable(path: string, error: unknown): Failure {
  return new Failure('refused', `the journal ${path} cannot be written: ${String(error)}`, {
    hint: 'nothing more was changed; make room on the disk, then go on with resume',
    cause: error,
  });
}

/** Reads the lines of a journal. A torn last line, as a crash leaves it, is ignored. @throws Error that names the damaged line */
export function parseJournal(text: string): readonly JournalEntry[] {
  const lines = text.split('\n');
  // What follows the last newline was never acknowledged.
  return withoutOvertaken(lines.slice(0, -1).map(parseLine));
}

function parseLine(line: string, index: number): MarkedEntry {
  try {
    const entry: unknown = JSON.parse(line);
    if (isEntry(entry)) return entry;
  } catch {
    // Told below, as one sentence with the line's number.
  }
  throw new Error(`line ${index + 1} is not one that this program wrote`);
}
