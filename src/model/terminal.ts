/** A stream that text is written to. */
export interface Sink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal; 0 where it is not known. */
  readonly columns: number;
}

/** Whether to use colour: as the terminal and the environment have it, or what the user said. */
export type ColourMode = 'auto' | 'always' | 'never';

/** All questions but `confirm` throw Failure declined on Ctrl-C, end of input, or when the signal is aborted. */
export interface Prompter {
  /** Whether there is somebody to ask: input and output are both terminals. */
  readonly canAsk: boolean;
  /** A question answered by yes or no; no is the default. False when the signal is aborted. @throws Failure declined, on Ctrl-C or end of input */
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
  /** One of several. */
  choose(question: string, choices: readonly Choice[], signal: AbortSignal): Promise<string>;
  /** Any number of several. */
  pick(question: string, choices: readonly Choice[], signal: AbortSignal): Promise<readonly string[]>;
  /** A text; asked again, with what is wrong with it, until nothing is. */
  input(question: string, faultIn: (text: string) => string | undefined, signal: AbortSignal): Promise<string>;
}

export interface Choice {
  readonly value: string;
  /** As it is shown. */
  readonly name: string;
  /** What is shown of it once it was chosen; undefined: the name. */
  readonly short?: string;
  /** Shown while the choice is the one that Return would take. */
  readonly hint?: string;
}

/** A text in a file of its own, which the user's editor is opened with. */
export interface Draft {
  readonly path: string;
  /** Writes the text, opens the editor and returns what was saved. @throws Failure usage, when the editor cannot be run or fails */
  edit(text: string): Promise<string>;
  /** Removes the file. */
  remove(): Promise<void>;
}
