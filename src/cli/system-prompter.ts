import { Failure } from '../model/errors.js';
import type { Choice, Prompter } from '../model/terminal.js';
import { fittingChoice } from './fitting-choice.js';
import { themeFor, type PromptLook } from './prompt-theme.js';

/**
 * Asks on a terminal through standard error, so that standard output carries the result alone. inquirer itself would ask
 * without a terminal too, and take a pipe's content for an answer; that is decided here (LIBRARIES.md).
 */
export function inquirerPrompter(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  look: PromptLook = { colour: true, unicode: true },
): Prompter {
  const theme = themeFor(look);
  async function ask<T>(question: object, signal: AbortSignal): Promise<T> {
    // Read only when there is a question, since most runs of a script have none.
    const { default: inquirer } = await import('inquirer');
    const ended = new AbortController();
    // At Ctrl-D inquirer would wait for ever, and the process end with exit code 0: its reader is closed, which pauses the input.
    const onPause = (): void => {
      setImmediate(() => {
        ended.abort();
      });
    };
    input.once('pause', onPause);
    try {
      const prompt = inquirer.createPromptModule({ input, output, signal: AbortSignal.any([signal, ended.signal]) });
      const answers: unknown = await prompt([{ ...question, theme, name: 'answer' }] as never);
      return (answers as { answer: T }).answer;
    } catch (cause) {
      // Thrown at Ctrl-C, at the end of the input, and when the program is asked to stop.
      if (!(cause instanceof Error) || !/^(ExitPrompt|AbortPrompt)Error$/.test(cause.name)) throw cause;
      throw new Failure('declined', 'no answer was given; nothing was changed', { cause });
    } finally {
      input.off('pause', onPause);
    }
  }
  const shown = (choices: readonly Choice[]) =>
    choices.map((choice) => inquirerChoice(fittingChoice(choice, output.columns, look.unicode ? '…' : '...')));
  return {
    canAsk: input.isTTY && output.isTTY,
    async confirm(message, signal) {
      try {
        return await ask<boolean>({ type: 'confirm', message, default: false }, signal);
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      }
    },
    choose: (message, choices, signal) =>
      ask<string>({ type: 'select', message, choices: shown(choices), pageSize: 12 }, signal),
    pick: (message, choices, signal) =>
      ask<readonly string[]>({ type: 'checkbox', message, choices: shown(choices), pageSize: 12 }, signal),
    input: (message, faultIn, signal) =>
      ask<string>({ type: 'input', message, validate: (text: string) => faultIn(text) ?? true }, signal),
  };
}

function inquirerChoice({ value, name, short = name, hint }: Choice): object {
  return { value, name, short, ...(hint === undefined ? {} : { description: hint }) };
}
