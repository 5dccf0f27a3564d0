import type { Stats } from 'node:fs';
import { lstat, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Failure } from '../model/errors.js';

/**
 * Writes a page whole or not at all, with the mode that the umask gives, or that the file has. Only a page of ours is written
 * over: a slip of the keyboard must not cost a manifest. What is no file, such as a pipe or /dev/null, is just written to.
 *
 * @param begin what every page of ours begins with
 * @throws Failure usage, where it cannot be written or something else is there
 */
export async function writePage(path: string, text: string, begin: string): Promise<void> {
  try {
    const there = await statsOf(path);
    if (there !== undefined && !there.isFile() && !there.isDirectory()) {
      await writeFile(path, text);
      return;
    }
    if (there?.isFile() === true && there.size > 0 && !(await beginsWith(path, begin))) throw notOurs(path);
    await writeWhole(there === undefined ? path : await realpath(path), text, there?.mode);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `${path} cannot be written: ${reasonOf(error)}`, {
      hint: 'name another file with --html',
      cause: error,
    });
  }
}

/** Under another name first; write-file-atomic would take a short write, on a disk that is nearly full, for a whole one. */
async function writeWhole(path: string, text: string, mode: number | undefined): Promise<void> {
  const draft = `${path}.draft`;
  try {
    await writeFile(draft, text, { flag: 'wx', flush: true, ...(mode === undefined ? {} : { mode }) });
    await rename(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(draft, { force: true });
    throw error;
  }
}

function notOurs(path: string): Failure {
  return new Failure('usage', `${path} is there already, and is not a page that show --html wrote`, {
    hint: 'name another file, or remove that one first',
  });
}

/** @returns undefined where nothing is */
async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // A link that leads nowhere would be replaced by the page.
    if (
      await lstat(path).then(
        (link) => link.isSymbolicLink(),
        () => false,
      )
    )
      throw error;
    return undefined;
  }
}

async function beginsWith(path: string, begin: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const expected = Buffer.from(begin);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(expected.length), 0, expected.length, 0);
    return buffer.subarray(0, bytesRead).equals(expected);
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such folder',
    ENOTDIR: 'there is no such folder',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'there is no room on the disk',
    ENAMETOOLONG: 'its name is too long',
    EEXIST: 'another one is being written there',
  };
  return words[code ?? ''] ?? message;
}
