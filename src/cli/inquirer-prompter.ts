import inquirer from 'inquirer';
import { Failure } from '../model/errors.js';
import type { Prompter } from '../model/terminal.js';

/**
 * Asks on a terminal through standard error, so that standard output carries the result alone. inquirer itself would ask
 * without a terminal too, and take a pipe's content for an answer; that is decided here (LIBRARIES.md).
 */
export function inquirerPrompter(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompter {
  return {
    canAsk: input.isTTY && output.isTTY,
    async confirm(question, signal) {
      const prompt = inquirer.createPromptModule({ input, output, signal });
      try {
        const { answer } = await prompt<{ answer: boolean }>([
          { type: 'confirm', name: 'answer', message: question, default: false },
        ]);
        return answer;
      } catch (error) {
        if (signal.aborted) return false;
        if (error instanceof Error && error.name === 'ExitPromptError') {
          throw new Failure('declined', 'no answer was given; nothing was changed', { cause: error });
        }
        throw error;
      }
    },
  };
}
