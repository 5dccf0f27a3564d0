import { createInterface } from 'node:readline/promises';
import { Failure } from '../model/errors.js';
import type { Choice, Prompter } from '../model/terminal.js';

/** Asks line by line, choices by number: for terminals that cannot move their cursor, and for screen readers (TERM=dumb). */
export function plainPrompter(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompter {
  /** One line of an answer. @throws Failure declined, on Ctrl-C, Ctrl-D or when the program is asked to stop */
  async function ask(question: string, signal: AbortSignal): Promise<string> {
    const reader = createInterface({ input, output, terminal: false });
    const ended = new AbortController();
    const end = (): void => {
      ended.abort();
    };
    reader.once('SIGINT', end).once('close', end);
    try {
      return (await reader.question(question, { signal: AbortSignal.any([signal, ended.signal]) })).trim();
    } catch (cause) {
      if (!(cause instanceof Error) || cause.name !== 'AbortError') throw cause;
      output.write('\n');
      throw new Failure('declined', 'no answer was given; nothing was changed', { cause });
    } finally {
      reader.off('close', end);
      reader.close();
    }
  }

  /** Asks until the answer is one. */
  async function until<T>(question: string, signal: AbortSignal, read: (answer: string) => T | Wrong): Promise<T> {
    for (;;) {
      const answer = read(await ask(question, signal));
      if (!(answer instanceof Wrong)) return answer;
      output.write(`${answer.reason}\n`);
    }
  }

  const list = (question: string, choices: readonly Choice[]): void => {
    const lines = choices.map(
      ({ name, hint }, index) => `${index + 1}: ${name}${hint === undefined ? '' : `. ${hint}`}`,
    );
    output.write(`${[question, ...lines].join('\n')}\n`);
  };

  return {
    canAsk: input.isTTY && output.isTTY,
    async confirm(question, signal) {
      try {
        return await until(`${question} Type yes or no: `, signal, yesOrNo);
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      }
    },
    async choose(question, choices, signal) {
      list(question, choices);
      return until(`Type a number from 1 to ${choices.length}: `, signal, (answer) => numbered(answer, choices));
    },
    async pick(question, choices, signal) {
      list(question, choices);
      const words = `Type numbers from 1 to ${choices.length} with blanks between them, or nothing for none: `;
      return until(words, signal, (answer) => {
        const picked = answer
          .split(/[\s,]+/)
          .filter((word) => word !== '')
          .map((word) => numbered(word, choices));
        const wrong = picked.find((value) => value instanceof Wrong);
        return wrong ?? picked.filter((value) => typeof value === 'string');
      });
    },
    input: (question, faultIn, signal) =>
      until(`${question} `, signal, (answer) => {
        const fault = faultIn(answer);
        return fault === undefined ? answer : new Wrong(fault);
      }),
  };
}

class Wrong {
  constructor(readonly reason: string) {}
}

function yesOrNo(answer: string): boolean | Wrong {
  if (/^y(es)?$/i.test(answer)) return true;
  return answer === '' || /^no?$/i.test(answer) ? false : new Wrong(`"${answer}" is neither yes nor no.`);
}

function numbered(answer: string, choices: readonly Choice[]): string | Wrong {
  const choice = /^\d+$/.test(answer) ? choices[Number(answer) - 1] : undefined;
  return choice?.value ?? new Wrong(`"${answer}" is not one of the numbers.`);
}
