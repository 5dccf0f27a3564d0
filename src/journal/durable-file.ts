import { mkdir, open, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Writes a file that is there whole or not at all, even after a power cut: the file is fsynced, then its folder. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text, { mode: 0o600, fsync: true });
  await syncFolder(dirname(path));
}

/**
 * Makes a folder, and those above it that are missing, for its owner alone, each synced into the folder that names it.
 * One by one, because Node's recursive mkdir never returns where a file system answers ENOENT to every mkdir, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await exists(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await makeNewFolder(path).catch((error: unknown) => {
    // Another run made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}

/** @throws ErrnoException EEXIST, when something of this name is there */
export async function makeNewFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  await syncFolder(dirname(path));
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** write-file-atomic renames but leaves the folder unsynced, so the name could be lost. Windows cannot open folders, and needs not. */
export async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
