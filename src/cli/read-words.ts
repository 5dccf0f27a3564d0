import { closest, distance } from 'fastest-levenshtein';
import yargs from 'yargs';
import { Failure } from '../model/errors.js';
import { FLAGS, type Flag } from './flags.js';

/** The words of a command line, sorted: what is a flag and what is not. */
export interface Words {
  readonly positional: readonly string[];
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  isOn(name: string): boolean;
}

/**
 * Reads words as kubectl's flag library does: `-nNAME`, `--flag=value` and `--flag value`, the last of a repeated scalar
 * counts, `--switch=false`, everything after `--` is positional.
 *
 * @throws Failure usage, for an unknown flag (with the nearest one) or a missing value
 */
export async function readWords(argv: readonly string[]): Promise<Words> {
  const parsed = await yargs(argv.map(separateValue).flat())
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
  requireKnown([...values.keys()]);
  for (const flag of FLAGS) requireValue(flag, values.get(flag.name));
  return {
    positional: parsed._.map(String),
    text: (name) => lastOf(values.get(name)),
    list: (name) => listOf(values.get(name)),
    isOn: (name) => lastOf(values.get(name)) === 'true',
  };
}

const WITH_VALUE = new Map(FLAGS.filter(({ kind }) => kind !== 'switch').map(({ short, name }) => [short, name]));

/** pflag takes `-nNAME` for `-n NAME` (yargs takes it for four flags), and a bare `--dry-run` never takes the next word. */
function separateValue(word: string): readonly string[] {
  if (word === '--dry-run') return ['--dry-run=client'];
  const [, short = '', value = ''] = /^-([a-zA-Z])=?(.+)$/.exec(word) ?? [];
  const name = WITH_VALUE.get(short);
  return short === '' || name === undefined ? [word] : [`--${name}=${value}`];
}

function optionOf({ kind, short }: Flag) {
  const type = kind === 'switch' ? ('boolean' as const) : ('string' as const);
  return { type, ...(short === undefined ? {} : { alias: short }) };
}

function requireKnown(names: readonly string[]): void {
  const known = new Set(FLAGS.flatMap(({ name, short }) => (short === undefined ? [name] : [name, short])));
  const unknown = names.find((name) => !known.has(name) && name !== '_' && name !== '$0' && name !== '--');
  if (unknown === undefined) return;
  const typed = unknown.length === 1 ? `-${unknown}` : `--${unknown}`;
  const near = closest(
    unknown,
    FLAGS.map(({ name }) => name),
  );
  const isNear = distance(unknown, near) <= Math.max(2, Math.floor(unknown.length / 3));
  throw new Failure('usage', `unknown flag: ${typed}`, {
    hint: isNear ? `did you mean --${near}?` : 'see kubectl s3csi-recreate --help',
  });
}

function requireValue({ name, kind, value }: Flag, given: unknown): void {
  if (kind === 'switch') return;
  if (!listOf(given).includes('')) return;
  throw new Failure('usage', `flag needs a value: --${name}`, {
    hint: `write --${name}${kind === 'choice' ? '' : '='}${value ?? ''}`,
  });
}

function listOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function lastOf(value: unknown): string | undefined {
  return listOf(value).at(-1);
}
