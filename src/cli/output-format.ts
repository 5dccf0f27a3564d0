import { Failure } from '../model/errors.js';
import type { OutputFormat } from '../model/request.js';
import { canonicalWords } from './canonical-words.js';

const FORMATS: readonly OutputFormat[] = ['json', 'jsonl', 'yaml', 'name'];

/** The format that `-o` asks for. @throws Failure usage, for one that is not offered */
export function parseOutput(typed: string | undefined): OutputFormat | undefined {
  if (typed === undefined) return undefined;
  const format = FORMATS.find((known) => known === typed);
  if (format !== undefined) return format;
  throw new Failure('usage', `--output "${typed}" is not offered`, { hint: 'write json, jsonl, yaml or name' });
}

/**
 * The same before the command line as a whole is understood, so that a script is told in its own format what is wrong with
 * the rest. The last one given counts; undefined where that is none.
 */
export function outputFormatOf(argv: readonly string[]): OutputFormat | undefined {
  const { flags } = canonicalWords(argv, () => undefined);
  const typed = flags.findLast(([name]) => name === 'output')?.[1];
  return FORMATS.find((known) => known === typed);
}
