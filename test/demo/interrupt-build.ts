import { execFileSync } from 'node:child_process';

const AGAIN_MS = 300;

/**
 * At the signal, interrupts every `go` that this process has started, and what that has started, as a terminal's
 * Ctrl-C would: the build cannot be called off, and a SIGTERM reaches this process alone. Asked again and again, since
 * the next program's build may follow.
 */
export function interruptBuild(signal: AbortSignal): void {
  signal.addEventListener('abort', () => {
    interruptGo();
    setInterval(interruptGo, AGAIN_MS).unref();
  });
}

function interruptGo(): void {
  const running = processes();
  const builds = running.filter(({ parent, command }) => parent === process.pid && command === 'go');
  for (const { pid } of builds.flatMap((build) => [build, ...offspring(build.pid, running)])) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It ended between the question and the signal.
    }
  }
}

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Running[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'comm='], { encoding: 'utf8' });
  return table.split('\n').map((row) => {
    const [pid = '', parent = '', command = ''] = row.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), command: command.slice(command.lastIndexOf('/') + 1) };
  });
}

function offspring(pid: number, running: readonly Running[]): Running[] {
  return running.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...offspring(child.pid, running)]);
}
