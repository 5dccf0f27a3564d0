import { cpus, loadavg, release, totalmem, type } from 'node:os';
import process from 'node:process';
import { runtimeVersion } from '../../packaging/runtimes.js';

/** What figures depend on. Nothing that tells whose machine it is. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memory: string;
  readonly kernel: string;
  readonly node: string;
  readonly bun: string;
  readonly kubernetes: string;
  /** Of the last minute before the bench. */
  readonly load: string;
}

export function describeMachine(kubernetes: string): Machine {
  const all = cpus();
  return {
    cores: all.length,
    processor: all[0]?.model.trim() ?? 'unknown',
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    kernel: `${type()} ${release()}`,
    node: process.versions.node,
    bun: runtimeVersion(),
    kubernetes,
    load: (loadavg()[0] ?? 0).toFixed(2),
  };
}
