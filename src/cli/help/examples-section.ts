import type { Example } from './verb-pages.js';

/** Commands to copy, each below a line that says what it does. */
export function examplesSection(examples: readonly Example[]): string {
  const blocks = examples.map(({ what, command }) =>
    [`# ${what}`, ...command.split('\n')].map((line) => `  ${line}`).join('\n'),
  );
  return `Examples:\n${blocks.join('\n\n')}`;
}
