import { spawn, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';
import process from 'node:process';
import { waitUntil } from '../../cluster/wait-until.js';
import { pathWithPlugin } from '../plugin-executable.js';
import type { PluginResult } from '../stage.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  /** The whole environment; nothing of the tests' own is let through but what measures coverage. */
  readonly env: Environment;
  readonly cwd: string;
  /** For standard input, which is never a terminal. */
  readonly input?: string | undefined;
}

/** A program at work. */
export interface Running {
  readonly child: ChildProcess;
  /** Waits until it has written such a line to standard error; throws when it ends without. */
  says(words: RegExp): Promise<void>;
  /** Its exit code is 128 and more where a signal ended it, as a shell has it. */
  readonly ended: Promise<PluginResult>;
}

export function startProgram(command: string, args: readonly string[], { env, cwd, input }: Surroundings): Running {
  const child = spawn(command, args, { cwd, env: { ...coverage(), ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  // It may end before it has read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = new Promise<PluginResult>((resolveResult, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolveResult({ code: code ?? SIGNALS[signal ?? ''] ?? -1, ...output });
    });
  });
  return {
    child,
    ended,
    async says(words) {
      await waitUntil(`standard error has ${String(words)}`, () => {
        const hasEnded = child.exitCode !== null || child.signalCode !== null;
        return Promise.resolve(words.test(output.stderr) || hasEnded);
      });
      if (!words.test(output.stderr)) throw new Error(`it ended without ${String(words)}:\n${output.stderr}`);
    },
  };
}

const SIGNALS: Readonly<Record<string, number>> = { SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/** Where PATH finds the executable, node for its first line, and what is in the given folders. */
export function searchPath(...folders: readonly string[]): string {
  return pathWithPlugin(dirname(process.execPath), ...folders, '/usr/bin', '/bin');
}

function coverage(): Environment {
  const folder = process.env['NODE_V8_COVERAGE'];
  return folder === undefined ? {} : { NODE_V8_COVERAGE: folder };
}
