import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { waitUntil } from '../cluster/wait-until.js';

export interface TerminalOptions {
  /** The whole environment, but for what measures coverage. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
}

/** A program on a pseudo-terminal, with somebody at the keys. */
export interface Terminal {
  /** Waits until such words were shown since the last key was pressed; throws when the program ends without. */
  shows(words: RegExp): Promise<void>;
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** All that was written, with every sequence that moves the cursor. */
  raw(): string;
  /** The same without those. */
  text(): string;
  /** Its exit code, 128 and more where a signal ended it, as a shell has it. */
  readonly ended: Promise<number>;
  kill(): void;
}

export const KEYS = {
  home: '\u0001',
  enter: '\r',
  up: '\u001b[A',
  down: '\u001b[B',
  tab: '\t',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
} as const;

export function openTerminal(command: string, args: readonly string[], options: TerminalOptions): Terminal {
  const { env, cwd, columns = 100, rows = 40 } = options;
  const coverage = process.env['NODE_V8_COVERAGE'];
  const child = spawn(command, [...args], {
    name: env['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { ...(coverage === undefined ? {} : { NODE_V8_COVERAGE: coverage }), TERM: 'xterm-256color', ...env },
  });
  let raw = '';
  let seen = 0;
  let hasEnded = false;
  child.onData((text) => (raw += text));
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      hasEnded = true;
      resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal);
    });
  });
  const isShown = (words: RegExp): boolean => words.test(stripVTControlCharacters(raw.slice(seen)));
  return {
    ended,
    raw: () => raw,
    text: () => stripVTControlCharacters(raw),
    async shows(words) {
      await waitUntil(`the terminal shows ${String(words)}`, () => Promise.resolve(isShown(words) || hasEnded)).catch(
        (error: unknown) => {
          throw new Error(`the terminal does not show ${String(words)}:\n${raw}`, { cause: error });
        },
      );
      if (!isShown(words)) throw new Error(`it ended without ${String(words)}:\n${raw}`);
    },
    press(keys) {
      seen = raw.length;
      child.write(keys);
    },
    resize(newColumns, newRows) {
      child.resize(newColumns, newRows);
    },
    kill() {
      if (!hasEnded) child.kill('SIGKILL');
    },
  };
}
