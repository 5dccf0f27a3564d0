import { DONE_MEANING, EXIT_CODES, EXIT_MEANINGS, type FailureCode } from '../../model/errors.js';

/** Every exit code with its meaning, in the order of the numbers. */
export const EXIT_TABLE: readonly (readonly [code: number, meaning: string])[] = [
  [0, DONE_MEANING],
  ...Object.entries(EXIT_CODES).map(([name, code]) => [code, EXIT_MEANINGS[name as FailureCode]] as const),
];

export function exitCodesPage(): string {
  const lines = EXIT_TABLE.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`);
  return `Exit codes:\n${lines.join('\n')}\n\n${NOTE}\n`;
}

const NOTE = `Whatever is not 0 ends with a line "error: ..." on standard error and, below it, what to do about it. On Windows kubectl turns every
code of a plugin but 0 into 1.`;
