import { mkdir, open } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Writes a file that is there whole or not at all, even after a power cut: the file is fsynced, then its folder. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text, { mode: 0o600, fsync: true });
  await syncFolder(dirname(path));
}

/** Makes a folder, and the folders above it, that only its owner may read, and syncs the folder that names it. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(path));
}

/** write-file-atomic renames but leaves the folder unsynced, so the name could be lost. Windows cannot open folders, and needs not. */
async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
