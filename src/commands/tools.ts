import type { Clock } from '../model/clock.js';
import type { Cluster } from '../model/cluster.js';
import type { ManifestText } from '../model/edits.js';
import type { Reporter } from '../model/events.js';
import type { Journal } from '../model/journal.js';
import type { LocalLocks } from '../model/local-locks.js';
import type { Draft, Prompter } from '../model/terminal.js';
import type { RunView, Screen } from '../model/texts.js';

/** For what only reads the journal. */
export interface RunListTools {
  readonly journal: Journal;
  readonly screen: Screen;
}

export interface ShowTools extends RunListTools {
  readonly clock: Clock;
  /** Writes a run's page for a browser into a file; `-` is standard output. @throws Failure usage */
  savePage(file: string, view: RunView): Promise<void>;
  readonly connect: () => Promise<Cluster>;
  /** The exact command that goes on with a run or takes it back. */
  nextCommand(verb: 'resume' | 'rollback', run: string): string;
}

/** What a command is handed; it chooses no adapter itself. */
export interface CommandTools {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly locks: LocalLocks;
  readonly reporter: Reporter;
  readonly screen: Screen;
  readonly prompter: Prompter;
  /** Aborted by the first Ctrl-C or SIGTERM, or when the terminal is closed. */
  readonly signal: AbortSignal;
  /** Who runs this, for the run's record: user@host. */
  readonly user: string;
  /** From 0 to 1. */
  readonly random: () => number;
  /** In hexadecimal digits. */
  sha256(text: string): string;
  /** Tells a person something beside the pages: one line on standard error. */
  say(text: string): void;
  /** A file of this name for the user's editor. */
  openDraft(name: string): Promise<Draft>;
  /** The text of a manifest file, of standard input (`-`), or of each manifest in a folder. @throws Failure usage */
  readManifestTexts(path: string): Promise<readonly ManifestText[]>;
  /** @throws Failure usage */
  renderKustomization(folder: string): Promise<string>;
  /** The exact command that goes on with a run or takes it back. */
  nextCommand(verb: 'resume' | 'rollback', run: string): string;
}
