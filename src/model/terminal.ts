/** A stream that text is written to. */
export interface Sink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal; 0 where it is not known. */
  readonly columns: number;
}

export interface Prompter {
  /** Whether there is somebody to ask: input and output are both terminals. */
  readonly canAsk: boolean;
  /** A question answered by yes or no; no is the default. False when the signal is aborted. @throws Failure declined, on Ctrl-C or end of input */
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
  /** One of several. @throws Failure declined, on Ctrl-C, end of input or when the signal is aborted */
  choose(question: string, choices: readonly Choice[], signal: AbortSignal): Promise<string>;
}

export interface Choice {
  readonly value: string;
  /** As it is shown. */
  readonly name: string;
}
