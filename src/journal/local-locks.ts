import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pid } from 'node:process';
import * as v from 'valibot';
import { Failure, LockHeld } from '../model/errors.js';
import type { LocalLock, LocalLocks } from '../model/local-locks.js';
import { makeFolder } from './durable-file.js';
import { isRunning, thisMachine } from './this-machine.js';

const lockShape = v.object({ holder: v.string(), pid: v.number(), machine: v.string() });
type Held = v.InferOutput<typeof lockShape>;

/** Keeps locks as files in `locks/`, each with the process that holds it. */
export function localLocks(stateFolder: string): LocalLocks {
  const folder = join(stateFolder, 'locks');
  return {
    async take(name, holder, takesOver) {
      const path = join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`);
      const own: Held = { holder, pid, machine: await thisMachine() };
      try {
        await makeFolder(folder);
        return await takeFile(path, own, takesOver);
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure('refused', `no run can be kept in ${stateFolder}: ${String(error)}`, {
          hint: 'nothing was changed; make room there, or name another place with --state-dir DIR',
          cause: error,
        });
      }
    },
  };
}

async function takeFile(path: string, own: Held, takesOver: boolean): Promise<LocalLock> {
  let deadHolder: string | undefined;
  while (!(await create(path, own))) {
    const present = await read(path);
    if (present === undefined) continue;
    // Of another machine nothing is known here: a folder that has moved must not stay locked for ever; the Lease tells.
    const isHere = present.machine === own.machine;
    if (isHere && isRunning(present.pid) && !takesOver) throw held(present);
    if (await takeAway(path, present)) deadHolder = isHere ? present.holder : undefined;
  }
  return {
    ...(deadHolder === undefined ? {} : { deadHolder }),
    async release() {
      const present = await read(path);
      if (present?.holder === own.holder && present.pid === own.pid) await rm(path, { force: true });
    },
  };
}

/** Whole or not at all: a link appears with its content. @returns false when there is one */
async function create(path: string, own: Held): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(own), { mode: 0o600, flag: 'wx' });
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** @returns undefined when there is none */
async function read(path: string): Promise<Held | undefined> {
  try {
    const parsed = v.safeParse(lockShape, JSON.parse(await readFile(path, 'utf8')));
    // Not one of ours: as of another machine, of which nothing is known.
    return parsed.success ? parsed.output : { holder: '', pid: 0, machine: '' };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { holder: '', pid: 0, machine: '' };
    throw error;
  }
}

/** Only one of several can move a file away; what it moved by mistake, because another was faster, it puts back. */
async function takeAway(path: string, dead: Held): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  const moved = await read(aside);
  const isTheDead = moved?.holder === dead.holder && moved.pid === dead.pid;
  if (!isTheDead) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
  return isTheDead;
}

function held({ holder, pid: process }: Held): LockHeld {
  return new LockHeld(
    `another run works on this volume: ${holder}, process ${process} on this machine`,
    'nothing was changed; wait until it has ended, or take the lock from it with --take-over-lock',
  );
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
