import type { Choice, Prompter } from '../model/terminal.js';
import { safeLines, safeText } from './safe-text.js';

/** Questions whose words may come from a cluster: nothing in them steers the terminal. Answers are as they were. */
export function safePrompter(prompter: Prompter): Prompter {
  const safe = (choices: readonly Choice[]): readonly Choice[] =>
    choices.map(({ value, name, short, hint }) => ({
      value,
      name: safeText(name),
      ...(short === undefined ? {} : { short: safeText(short) }),
      ...(hint === undefined ? {} : { hint: safeText(hint) }),
    }));
  return {
    canAsk: prompter.canAsk,
    confirm: (question, signal) => prompter.confirm(safeLines(question), signal),
    choose: (question, choices, signal) => prompter.choose(safeLines(question), safe(choices), signal),
    pick: (question, choices, signal) => prompter.pick(safeLines(question), safe(choices), signal),
    input: (question, faultIn, signal) => {
      const safeFault = (text: string): string | undefined => {
        const fault = faultIn(text);
        return fault === undefined ? undefined : safeText(fault);
      };
      return prompter.input(safeLines(question), safeFault, signal);
    },
  };
}
