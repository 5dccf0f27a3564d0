import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import process from 'node:process';
import { stateFolder } from './journal/state-folder.js';
import { EXIT_CODES } from './model/errors.js';
import type { Reporter } from './model/events.js';
import type { ColourMode, Sink } from './model/terminal.js';
import type { World } from './model/world.js';
import { styleFor } from './output/style.js';
import { systemClock } from './system-clock.js';
import { garbageCollector } from './system-memory.js';

/** Stamped in by packaging/bundle.ts; there is no package.json beside an executable. */
declare const PLUGIN_VERSION: string;

/** The process as a world: real time, real streams, the real cluster and disk. Adapters are loaded when they are needed. */
export function systemWorld(): World {
  const { stdin, stdout, stderr, env } = process;
  const clock = systemClock();
  for (const stream of [stdout, stderr]) outliveReaderOf(stream);
  return {
    env,
    clock,
    stdout: sinkOf(stdout),
    stderr: sinkOf(stderr),
    signal: interruptSignal(),
    user: `${userName()}@${hostname()}`,
    version: PLUGIN_VERSION,
    random: () => Math.random(),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    async connect(flags, listeners) {
      const { connect } = await import('./cluster/index.js');
      return connect(flags, { ...listeners, env, clock, interactive: stdin.isTTY, freeMemory });
    },
    async openJournal(stateDir) {
      const { fileJournal } = await import('./journal/file-journal.js');
      return fileJournal(stateDir ?? stateFolder(env), clock);
    },
    async localLocks(stateDir) {
      const { localLocks } = await import('./journal/local-locks.js');
      return localLocks(stateDir ?? stateFolder(env));
    },
    async prompter(colour) {
      const style = styleFor(sinkOf(stderr), env, colour);
      if (style.isPlain === true) {
        const { plainPrompter } = await import('./cli/system-plain-prompter.js');
        return plainPrompter(stdin, stderr);
      }
      const { inquirerPrompter } = await import('./cli/system-prompter.js');
      return inquirerPrompter(stdin, stderr, style);
    },
    async openDraft(name) {
      const { openDraft } = await import('./cli/system-editor.js');
      return openDraft(name, env);
    },
    // ora never returns from a terminal that reports no width (LIBRARIES.md).
    ...(stderr.isTTY && stderr.columns > 0 && env['TERM'] !== 'dumb'
      ? { terminalReporter: (colour?: ColourMode) => loadTerminalReporter(stderr, env, colour) }
      : {}),
    async readManifestTexts(path) {
      const { readManifestTexts } = await import('./cli/system-manifests.js');
      return readManifestTexts(path);
    },
    async writePage(path, text, begin) {
      const { writePage } = await import('./cli/system-page-file.js');
      await writePage(path, text, begin);
    },
    async renderKustomization(folder) {
      const { renderKustomization } = await import('./cluster/index.js');
      return renderKustomization(folder, env);
    },
  };
}

let collect: (() => void) | undefined;

/** Asked for while a large namespace is read. */
function freeMemory(): void {
  collect ??= garbageCollector();
  collect();
}

/** Everything written reaches a slow pipe first; but a connection that still hangs keeps nobody waiting. */
export async function leave(code: number): Promise<never> {
  const streams = [process.stdout, process.stderr];
  await Promise.all(streams.map((stream) => new Promise((written) => stream.write('', written))));
  process.exit(code);
}

async function loadTerminalReporter(
  stream: NodeJS.WriteStream,
  env: World['env'],
  colour: ColourMode | undefined,
): Promise<Reporter> {
  const { terminalReporter } = await import('./output/terminal-reporter.js');
  return terminalReporter(stream, styleFor(sinkOf(stream), env, colour));
}

/**
 * The first Ctrl-C or SIGTERM asks the run to stop at the next safe point; the second ends the process at once. A terminal
 * that is closed only asks, however often: the shell and the kernel both tell of it, and nobody is impatient.
 */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      // The cursor, should a spinner have hidden it.
      if (process.stderr.isTTY) process.stderr.write('\u001b[?25h');
      process.exit(EXIT_CODES.interrupted);
    }
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', () => {
    controller.abort();
  });
  return controller.signal;
}

/**
 * Whoever read what is written here has gone (`| head -1`, a terminal that was closed), or has no room for it. A run must not
 * die of that half-way, with the Pods stopped; what becomes of it is told by its exit code and kept in its journal.
 */
function outliveReaderOf(stream: NodeJS.WriteStream): void {
  stream.on('error', () => undefined);
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY,
    columns: stream.columns,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no entry in its password file.
    return 'unknown';
  }
}
