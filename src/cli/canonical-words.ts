import { closest, distance } from 'fastest-levenshtein';
import { Failure } from '../model/errors.js';
import { FLAGS, type Flag } from './flags/index.js';

export interface CanonicalWords {
  /** Every flag under its long name, with its value; switches with "true" or "false". */
  readonly flags: readonly (readonly [name: string, value: string])[];
  readonly positional: readonly string[];
}

/**
 * Sorts words as kubectl's flag library (pflag) does, where yargs reads them differently (LIBRARIES.md): the word after a
 * flag is its value whatever it looks like, `-yqnNAME`, `--switch=false` but never `--switch false`, nothing after `--` is
 * a flag.
 *
 * @param onWrong hears of an unknown flag (with the nearest one) or a missing or impossible value, instead of a throw; the
 * word counts for nothing then
 * @throws Failure usage, for these
 */
export function canonicalWords(argv: readonly string[], onWrong: (failure: unknown) => void = raise): CanonicalWords {
  const flags: [string, string][] = [];
  const positional: string[] = [];
  const rest = [...argv];
  const take = (flag: Flag, given: string | undefined): void => {
    flags.push([flag.name, valueOf(flag, given, rest)]);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { flags, positional: [...positional, ...rest] };
    if (!word.startsWith('-') || word === '-') positional.push(word);
    else {
      try {
        takeFlag(word, take);
      } catch (failure) {
        onWrong(failure);
      }
    }
  }
  return { flags, positional };
}

function raise(failure: unknown): never {
  throw failure;
}

function takeFlag(word: string, take: (flag: Flag, given: string | undefined) => void): void {
  if (!word.startsWith('--')) {
    takeShort(word.slice(1), take);
    return;
  }
  const [name, given] = splitOnce(word.slice(2));
  take(longFlag(name), given);
}

/** Switches may be written together; the first letter that takes a value takes all that follows. */
function takeShort(letters: string, take: (flag: Flag, given: string | undefined) => void): void {
  for (let at = 0; at < letters.length; at++) {
    const flag = shortFlag(letters.charAt(at));
    const follows = letters.slice(at + 1);
    if (flag.kind !== 'switch' || follows.startsWith('=')) {
      take(flag, follows === '' ? undefined : follows.replace(/^=/, ''));
      return;
    }
    take(flag, undefined);
  }
}

function valueOf(flag: Flag, given: string | undefined, rest: string[]): string {
  if (flag.kind === 'switch') return switchValue(flag, given ?? 'true');
  const value = given ?? (flag.kind === 'choice' ? 'client' : rest.shift());
  if (value !== undefined && value !== '') return value;
  const spelling = flag.kind === 'choice' ? `--${flag.name}${flag.value ?? ''}` : `--${flag.name}=${flag.value ?? ''}`;
  throw new Failure('usage', `flag needs a value: --${flag.name}`, { hint: `write ${spelling}` });
}

/** The words that Go's strconv.ParseBool takes. */
function switchValue({ name }: Flag, text: string): string {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return 'true';
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return 'false';
  throw new Failure('usage', `--${name}=${text} is neither true nor false`, {
    hint: `write --${name} or leave it out`,
  });
}

function longFlag(name: string): Flag {
  const flag = FLAGS.find((candidate) => candidate.name === name);
  if (flag !== undefined) return flag;
  const names = FLAGS.map((candidate) => candidate.name);
  const near = closest(name.toLowerCase(), names);
  const isNear = distance(name.toLowerCase(), near) <= Math.max(2, Math.floor(name.length / 3));
  throw new Failure('usage', `unknown flag: --${name}`, {
    hint: isNear ? `did you mean --${near}?` : 'see kubectl s3csi-recreate --help',
  });
}

function shortFlag(letter: string): Flag {
  const flag = FLAGS.find(({ short }) => short === letter);
  if (flag !== undefined) return flag;
  throw new Failure('usage', `unknown flag: -${letter}`, { hint: 'see kubectl s3csi-recreate --help' });
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
