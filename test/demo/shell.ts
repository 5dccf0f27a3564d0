import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { delimiter } from 'node:path';
import type { DemoCluster } from './demo-cluster.js';
import type { Print } from './print.js';

/** Commands as a person types them, each shown and then run, in the cluster's folder. */
export interface Shell {
  /** Shows what it says and returns it. */
  run(line: string): Promise<Outcome>;
  /** Gives it the terminal, so that it behaves as for a person; returns its exit code. */
  lend(line: string): Promise<number>;
}

export interface Outcome {
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly text: string;
}

/** At the signal the command that runs is asked to end; the Shell throws when it has. */
export function openShell({ folder, exports }: DemoCluster, print: Print, signal: AbortSignal): Shell {
  const path = [exports.PATH, process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, ...exports, PATH: path };

  function start(line: string, stdio: StdioOptions): ChildProcess {
    signal.throwIfAborted();
    print(`\n$ ${line}\n`);
    // exec: the signal is for the command, not for a shell around it.
    return spawn('/bin/sh', ['-c', `exec ${line}`], { cwd: folder, env, stdio, signal, killSignal: 'SIGTERM' });
  }

  async function end(child: ChildProcess): Promise<number> {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('close', (exitCode) => {
        resolve(exitCode ?? -1);
      });
      child.on('error', (error) => {
        if (!signal.aborted) reject(error);
      });
    });
    signal.throwIfAborted();
    return code;
  }

  return {
    async run(line) {
      const child = start(line, ['ignore', 'pipe', 'pipe']);
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          print(part);
        });
      }
      return { code: await end(child), text };
    },
    lend: (line) => end(start(line, ['ignore', 'inherit', 'inherit'])),
  };
}
