import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../../scenarios/control-plane/executable.js';
import { environmentOf, type Scene } from '../recreation/scene.js';

export interface ProgramCost {
  readonly elapsedMs: number;
  /** The most memory that it had at a time, in bytes; of itself, without what it starts. */
  readonly peakBytes: number;
}

/** The kernel keeps the peak; only what it grows by in its last moment can be missed. */
const LOOK_EVERY_MS = 5;

/** Runs a program to its end. @throws Error with what it said, unless it ended well */
export async function costOf(
  scene: Scene,
  command: string,
  args: readonly string[],
  kubeconfig?: string,
): Promise<ProgramCost> {
  const start = performance.now();
  const { child, ended } = startProgram(command, args, { env: environmentOf(scene, kubeconfig), cwd: scene.folder });
  let peakBytes = 0;
  const running = { isOver: false };
  const watching = (async () => {
    while (!running.isOver) {
      peakBytes = Math.max(peakBytes, await peakSoFar(child.pid));
      await sleep(LOOK_EVERY_MS);
    }
  })();
  const { code, stderr } = await ended;
  const elapsedMs = performance.now() - start;
  running.isOver = true;
  await watching;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr}`);
  if (peakBytes === 0) throw new Error(`the memory of ${command} could not be read`);
  return { elapsedMs, peakBytes };
}

/** VmHWM of proc(5), the high water mark of what is resident. 0 where there is no such process any more. */
async function peakSoFar(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
