import { spawnSync } from 'node:child_process';

/** A program with its words, and how it is to end. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  /** 0 when left out. */
  readonly code?: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Milliseconds from its start to its end. @throws Error, when it ended otherwise than it should */
export function timeOf({ program, args, code = 0, env }: Call): number {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (error !== undefined) throw error;
  if (status === code) return elapsed;
  throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}, not ${code}:\n${stdout}${stderr}`);
}
