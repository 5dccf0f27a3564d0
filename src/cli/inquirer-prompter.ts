import inquirer from 'inquirer';
import { Failure } from '../model/errors.js';
import type { Prompter } from '../model/terminal.js';

/**
 * Asks on a terminal through standard error, so that standard output carries the result alone. inquirer itself would ask
 * without a terminal too, and take a pipe's content for an answer; that is decided here (LIBRARIES.md).
 */
export function inquirerPrompter(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompter {
  const promptUntil = (signal: AbortSignal) => inquirer.createPromptModule({ input, output, signal });
  return {
    canAsk: input.isTTY && output.isTTY,
    async confirm(message, signal) {
      try {
        const { answer } = await promptUntil(signal)<{ answer: boolean }>([
          { type: 'confirm', name: 'answer', message, default: false },
        ]);
        return answer;
      } catch (error) {
        if (signal.aborted) return false;
        throw isEnded(error) ? unanswered(error) : error;
      }
    },
    async choose(message, choices, signal) {
      try {
        const { answer } = await promptUntil(signal)<{ answer: string }>([
          { type: 'select', name: 'answer', message, choices: [...choices] },
        ]);
        return answer;
      } catch (error) {
        throw isEnded(error) || signal.aborted ? unanswered(error) : error;
      }
    },
  };
}

/** By Ctrl-C, or by the end of the input. */
function isEnded(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}

function unanswered(cause: unknown): Failure {
  return new Failure('declined', 'no answer was given; nothing was changed', { cause });
}
