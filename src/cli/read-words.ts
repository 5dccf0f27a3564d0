import yargs from 'yargs';
import { canonicalWords } from './canonical-words.js';
import { FLAGS, type Flag } from './flags/index.js';

/** The words of a command line, sorted: what is a flag and what is not. */
export interface Words {
  readonly positional: readonly string[];
  /** The last one given counts, as in kubectl. */
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  isOn(name: string): boolean;
}

/**
 * Reads a command line as kubectl reads its own.
 *
 * @throws Failure usage, for an unknown flag (with the nearest one) or a missing value
 */
export async function readWords(argv: readonly string[]): Promise<Words> {
  const { flags, positional } = canonicalWords(argv);
  const parsed = await yargs([...flags.map(sealed), '--', ...positional])
    .help(false)
    .version(false)
    .exitProcess(false)
    .fail(false)
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
      'populate--': false,
    })
    .options(Object.fromEntries(FLAGS.map((flag) => [flag.name, optionOf(flag)])))
    .parseAsync();
  const values = new Map(Object.entries(parsed));
  const list = (name: string): readonly string[] => listOf(values.get(name)).map((value) => value.slice(1));
  return {
    list,
    positional: parsed._.map(String),
    text: (name) => list(name).at(-1),
    isOn: (name) => list(name).at(-1) === 'true',
  };
}

/** An equals sign before each value keeps yargs from taking off quotes or taking it for a flag; it is cut off again. */
function sealed([name, value]: readonly [string, string]): string {
  return `--${name}==${value}`;
}

function optionOf({ short }: Flag) {
  return { type: 'string' as const, ...(short === undefined ? {} : { alias: short }) };
}

function listOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
