import { FLAGS, type Flag } from '../flags/index.js';
import { goesNotWith } from '../kept-run-requests.js';
import { VERBS } from '../verbs.js';
import type { Suggestion } from './suggestion.js';
import type { TypedWords } from '../typed-words.js';

/** The flags that may still come, with what they mean. */
export function suggestFlags(words: TypedWords): readonly Suggestion[] {
  const verb = VERBS.find(({ name }) => name === words.positional[0])?.name;
  return FLAGS.filter(({ name, kind }) => {
    const isWithoutUse = verb === undefined ? name === 'html' : goesNotWith(verb, name);
    return !isWithoutUse && (kind === 'list' || words.list(name).length === 0);
  }).flatMap((flag) => spellings(flag).map((value) => ({ value, meaning: flag.meaning })));
}

/** The words that a flag's value is one of, as its help writes them: `stop|rollback`, `=client`. */
export function wordsOf({ value = '' }: Flag): readonly string[] {
  const words = value.replace(/^\[?=/, '').replace(/\]$/, '').split('|');
  return words.every((word) => /^[a-z][a-z-]*$/.test(word)) ? words : [];
}

/** A flag that takes its value after an equals sign only is suggested with it. */
function spellings(flag: Flag): readonly string[] {
  return flag.kind === 'choice' ? wordsOf(flag).map((word) => `--${flag.name}=${word}`) : [`--${flag.name}`];
}
