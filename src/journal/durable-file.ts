import { mkdir, open, rename, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname } from 'node:path';

/**
 * Writes a new file that is there whole or not at all, even after a power cut: the file is fsynced under another name, then
 * given its own, then its folder is synced. Not by write-file-atomic, which takes a short write for a whole one.
 *
 * @throws ErrnoException; the draft may be left then, as `path.draft`
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'wx', 0o600);
  try {
    // writeFile goes on after a short write, and so comes to what the disk has against the rest.
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
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

/** Until then a name in it could be lost. Windows cannot open folders, and needs not. */
export async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
