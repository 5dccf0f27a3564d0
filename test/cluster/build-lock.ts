import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity } from './process-identity.js';

const POLL_MS = 500;

/**
 * Does the work while no other process holds the lock file. The file names its holder, so that one left by a crash is
 * taken over. It spares work and is not what keeps the cache whole: every binary is put in place by a rename.
 */
export async function withBuildLock<T>(
  file: string,
  report: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  await acquire(file, report);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string, report: (line: string) => void): Promise<void> {
  let announced = false;
  while (!(await claim(file))) {
    const holder = await readHolder(file);
    if (holder === undefined || !isRunning(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!announced) {
      announced = true;
      report(`another process (${holder.pid}) is building the control plane; waiting for it`);
    }
    await sleep(POLL_MS);
  }
}

/** A link, so that the lock appears with its content: a lock without a holder would look like one left by a crash. */
async function claim(file: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(identify(process.pid)));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readHolder(file: string): Promise<ProcessIdentity | undefined> {
  try {
    const { pid, startedAt } = JSON.parse(await readFile(file, 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}
