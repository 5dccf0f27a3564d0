import { FLAGS, type Flag } from './flags/index.js';
import type { Words } from './read-words.js';

/** A command line that is still being typed: what is whole, and the word under the cursor. */
export interface TypedWords extends Words {
  readonly current:
    | { readonly kind: 'flag' | 'word'; readonly text: string }
    /** `--flag=te` and `--flag te` alike. */
    | { readonly kind: 'value'; readonly flag: Flag; readonly text: string };
}

/**
 * Reads words as `canonicalWords` does, but takes everything: what is wrong with a line is told when it is run.
 *
 * @param argv the last word is the one that is being typed, perhaps empty
 */
export function readTypedWords(argv: readonly string[]): TypedWords {
  const values = new Map<string, string[]>();
  const positional: string[] = [];
  const rest = argv.slice(0, -1);
  const text = argv.at(-1) ?? '';
  let isPlain = false;
  let awaiting: Flag | undefined;
  for (const word of rest) {
    if (awaiting !== undefined) {
      add(values, awaiting, word);
      awaiting = undefined;
    } else if (isPlain || word === '-' || !word.startsWith('-')) positional.push(word);
    else if (word === '--') isPlain = true;
    else awaiting = takeFlag(word, values);
  }
  const list = (name: string): readonly string[] => values.get(name) ?? [];
  return {
    positional,
    list,
    text: (name) => list(name).at(-1),
    isOn: (name) => list(name).at(-1) === 'true',
    current: currentOf(text, awaiting, isPlain),
  };
}

function currentOf(text: string, awaiting: Flag | undefined, isPlain: boolean): TypedWords['current'] {
  if (awaiting !== undefined) return { kind: 'value', flag: awaiting, text };
  if (isPlain || !text.startsWith('-')) return { kind: 'word', text };
  const { flag, value } = splitFlags(text);
  return flag === undefined || value === undefined ? { kind: 'flag', text } : { kind: 'value', flag, text: value };
}

/** @returns the flag whose value is the next word */
function takeFlag(word: string, values: Map<string, string[]>): Flag | undefined {
  const { switches, flag, value } = splitFlags(word);
  for (const each of switches) add(values, each, 'true');
  if (flag === undefined) return undefined;
  if (value === undefined && (flag.kind === 'text' || flag.kind === 'list')) return flag;
  add(values, flag, value ?? 'true');
  return undefined;
}

interface SplitFlags {
  /** Those that are written before the last one. */
  readonly switches: readonly Flag[];
  readonly flag: Flag | undefined;
  readonly value: string | undefined;
}

/** `--flag`, `--flag=value`, `-f`, `-f=value`, `-fvalue`, and switches written together before them. */
function splitFlags(word: string): SplitFlags {
  const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (name !== undefined) return { switches: [], flag: FLAGS.find((flag) => flag.name === name), value };
  const switches: Flag[] = [];
  for (let at = 1; at < word.length; at++) {
    const flag = FLAGS.find(({ short }) => short === word.charAt(at));
    const follows = word.slice(at + 1);
    if (flag === undefined) break;
    if (follows === '') return { switches, flag, value: undefined };
    if (flag.kind !== 'switch' || follows.startsWith('=')) return { switches, flag, value: follows.replace(/^=/, '') };
    switches.push(flag);
  }
  return { switches, flag: undefined, value: undefined };
}

function add(values: Map<string, string[]>, { name }: Flag, value: string): void {
  values.set(name, [...(values.get(name) ?? []), value]);
}
