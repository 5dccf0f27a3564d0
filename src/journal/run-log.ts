import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../model/clock.js';
import { Failure } from '../model/errors.js';
import { isJsonObject } from '../model/json.js';
import type { JournalEntry, RunLog } from '../model/journal.js';
import { syncFolder } from './durable-file.js';

/** Opens the append-only journal of a run. Each line has reached the disk when its append resolves. */
export async function openRunLog(folder: string, clock: Clock): Promise<RunLog> {
  const path = join(folder, 'journal.jsonl');
  const file = await open(path, 'a', 0o600);
  await cutTornLine(file, path);
  await syncFolder(folder);
  let last: Promise<void> = Promise.resolve();
  return {
    folder,
    append(entry) {
      // One after the other, so that two changes at a time cannot mix their lines.
      const line = `${JSON.stringify({ at: new Date(clock.now()).toISOString(), ...entry })}\n`;
      last = last.catch(() => undefined).then(() => writeLine(file, path, line));
      return last;
    },
    async close() {
      await last.catch(() => undefined);
      await file.close();
    },
  };
}

/** What a crash left after the last newline was never acknowledged; the next line must not run together with it. */
async function cutTornLine(file: FileHandle, path: string): Promise<void> {
  // In bytes: a damaged letter further up must not shift the place of the cut.
  const bytes = await readFile(path);
  const whole = bytes.lastIndexOf('\n') + 1;
  if (whole < bytes.length) await file.truncate(whole);
}

async function writeLine(file: FileHandle, path: string, line: string): Promise<void> {
  try {
    // appendFile goes on after a short write.
    await file.appendFile(line);
    await file.datasync();
  } catch (error) {
    throw new Failure('internal', `the journal ${path} cannot be written: ${String(error)}`, {
      hint: 'nothing more was changed; make room on the disk, then go on with resume',
      cause: error,
    });
  }
}

/** Reads the lines of a journal. A torn last line, as a crash leaves it, is ignored. @throws Error that names the damaged line */
export function parseJournal(text: string): readonly JournalEntry[] {
  const lines = text.split('\n');
  // What follows the last newline was never acknowledged.
  return lines.slice(0, -1).map(parseLine);
}

function parseLine(line: string, index: number): JournalEntry {
  try {
    const entry: unknown = JSON.parse(line);
    if (isJsonObject(entry) && typeof entry['type'] === 'string') return entry as unknown as JournalEntry;
  } catch {
    // Told below, as one sentence with the line's number.
  }
  throw new Error(`line ${index + 1} is not one that this program wrote`);
}
