import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { kill } from 'node:process';

/** What a process id is unique in: this host since it was started, and on Linux this container. */
export async function thisMachine(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const pids = await readlink('/proc/self/ns/pid').catch(() => '');
  return [hostname(), boot.trim(), pids].join(' ');
}

/** Whether a process of this machine lives. Its id may have gone to another one: then it is only waited for too long. */
export function isRunning(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
