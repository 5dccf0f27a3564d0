import type { Clock } from './clock.js';
import type { Cluster } from './cluster.js';
import type { Reporter } from './events.js';
import type { ManifestText } from './edits.js';
import type { Journal } from './journal.js';
import type { LocalLocks } from './local-locks.js';
import type { ConnectionFlags } from './request.js';
import type { ColourMode, Draft, Prompter, Sink } from './terminal.js';

/** Everything outside that a run of the program touches. The process hands in the real one, tests hand in theirs. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly clock: Clock;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  readonly user: string;
  readonly version: string;
  random(): number;
  /** In hexadecimal digits. */
  sha256(text: string): string;
  connect(flags: ConnectionFlags, listeners: ConnectionListeners): Promise<Cluster>;
  openJournal(stateDir: string | undefined): Promise<Journal>;
  localLocks(stateDir: string | undefined): Promise<LocalLocks>;
  prompter(colour?: ColourMode): Promise<Prompter>;
  /** A file of this name for the user's editor. */
  openDraft(name: string): Promise<Draft>;
  /** A reporter for a terminal, where standard error is one that can show it. */
  readonly terminalReporter?: ((colour?: ColourMode) => Promise<Reporter>) | undefined;
  readManifestTexts(path: string): Promise<readonly ManifestText[]>;
  /** Writes a page into a file; one that is there has to begin as pages do. */
  writePage(path: string, text: string, begin: string): Promise<void>;
  renderKustomization(folder: string, flags: ConnectionFlags): Promise<string>;
}

/** Who hears of what goes on with a connection. */
export interface ConnectionListeners {
  /** A warning of the server, each once. */
  readonly onWarning: (text: string) => void;
  /** A line for each request. */
  readonly onRequest?: ((line: string) => void) | undefined;
}
