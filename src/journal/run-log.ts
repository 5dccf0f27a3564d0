import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../model/clock.js';
import { Failure } from '../model/errors.js';
import type { JournalEntry, RunLog } from '../model/journal.js';

/** Opens the append-only journal of a run. Each line has reached the disk when its append resolves. */
export async function openRunLog(folder: string, clock: Clock): Promise<RunLog> {
  const path = join(folder, 'journal.jsonl');
  const file = await open(path, 'a', 0o600);
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

/** Reads the lines of a journal. A torn last line, as a crash leaves it, is ignored. @throws SyntaxError for any other damage */
export function parseJournal(text: string): readonly JournalEntry[] {
  const lines = text.split('\n');
  // What follows the last newline was never acknowledged.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalEntry);
}
