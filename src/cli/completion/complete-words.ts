import type { Flag } from '../flags/index.js';
import { connectionFlags } from '../run-options.js';
import { parseClaimName } from '../values.js';
import { VERBS } from '../verbs.js';
import { suggestFlags, wordsOf } from './suggest-flags.js';
import { DIRECTIVE, type Completion, type Sources, type Suggestion } from './suggestion.js';
import { readTypedWords, type TypedWords } from '../typed-words.js';

/**
 * What could stand where the cursor is, as cobra's shells take it.
 *
 * @param argv the words after the plugin's name; the last is the one that is being typed, perhaps empty
 */
export async function completeWords(argv: readonly string[], sources: Sources): Promise<Completion> {
  const words = readTypedWords(argv);
  const { suggestions, directive } = await completionOf(words, sources);
  const matching = suggestions.filter(({ value }) => value.startsWith(words.current.text));
  // After a key one goes on typing; the shell's blank would have to be taken away again.
  const isOpen = matching.length > 0 && matching.every(({ value }) => value.endsWith('='));
  // A list of names of files is no word to choose from.
  const isFilter = (directive & DIRECTIVE.filterExtension) !== 0;
  return { suggestions: isFilter ? suggestions : matching, directive: directive | (isOpen ? DIRECTIVE.noSpace : 0) };
}

async function completionOf(words: TypedWords, sources: Sources): Promise<Completion> {
  const { current } = words;
  switch (current.kind) {
    case 'flag':
      return only(suggestFlags(words));
    case 'value':
      return valueOf(current.flag, current.text, words, sources);
    case 'word':
      return only(await suggestWords(current.text, words, sources));
  }
}

async function suggestWords(text: string, words: TypedWords, sources: Sources): Promise<readonly Suggestion[]> {
  const [first, ...others] = words.positional;
  const claims = () => sources.claims(connectionFlags(words));
  if (first === undefined) {
    const prefix = /^[^/]*\//.exec(text)?.[0];
    if (prefix === undefined)
      return [...(await claims()), ...VERBS.map(({ name, meaning }) => ({ value: name, meaning }))];
    return (await claims()).map((claim) => ({ ...claim, value: `${prefix}${claim.value}` }));
  }
  if (others.length > 0) return [];
  if (/^(pvc|persistentvolumeclaims?)$/i.test(first)) return claims();
  const takes = VERBS.find(({ name }) => name === first)?.takes ?? 'no word';
  if (takes === 'a topic') return sources.topics.filter(({ value }) => value === 'exit-codes');
  if (takes === 'a topic, or none') return sources.topics;
  return takes === 'no word' ? [] : sources.runs(words.text('state-dir'));
}

/** What a flag takes. Flags that are not named here take what nobody can foresee. */
async function valueOf(flag: Flag, text: string, words: TypedWords, sources: Sources): Promise<Completion> {
  const connection = connectionFlags(words);
  switch (flag.name) {
    case 'set':
      return only(assignments(text, words, sources));
    case 'unset':
      return only(await removable(words, sources));
    case 'mount-option':
      return only(
        sources.mountOptions.map((option) => ({ ...option, value: `${option.value}${option.takesValue ? '=' : ''}` })),
      );
    case 'remove-mount-option':
      return only((await theClaim(words, sources))?.mountOptions.map((value) => ({ value })) ?? []);
    case 'namespace':
      return only(await sources.namespaces(connection));
    case 'context':
    case 'cluster':
    case 'user':
      return only(await sources.kubeconfig(`${flag.name}s`, connection));
    case 'filename':
      return { suggestions: ['yaml', 'yml', 'json'].map((value) => ({ value })), directive: DIRECTIVE.filterExtension };
    case 'kustomize':
    case 'state-dir':
      return { suggestions: [], directive: DIRECTIVE.filterFolders };
    default:
      return flag.value === 'FILE'
        ? { suggestions: [], directive: 0 }
        : only(wordsOf(flag).map((value) => ({ value })));
  }
}

/** Keys with their equals sign, and after it the values that the driver knows. */
function assignments(text: string, words: TypedWords, { attributes }: Sources): readonly Suggestion[] {
  const key = /^[^=]*(?==)/.exec(text)?.[0];
  if (key === undefined) {
    const isGiven = (each: string) => words.list('set').some((pair) => pair.startsWith(`${each}=`));
    return attributes
      .filter((attribute) => !isGiven(attribute.key))
      .map(({ key: value, meaning }) => ({ value: `${value}=`, meaning }));
  }
  const attribute = attributes.find((each) => each.key === key);
  return attribute?.value.kind === 'enum' ? attribute.value.allowed.map((value) => ({ value: `${key}=${value}` })) : [];
}

/** What the volume has and can do without; where that is not to be learnt, what the driver knows. */
async function removable(words: TypedWords, sources: Sources): Promise<readonly Suggestion[]> {
  const present = (await theClaim(words, sources))?.attributes;
  const known = sources.attributes.filter(({ required }) => required !== true);
  if (present === undefined) return known.map(({ key, meaning }) => ({ value: key, meaning }));
  const required = sources.attributes.filter((each) => each.required === true).map(({ key }) => key);
  return present
    .filter((key) => !required.includes(key))
    .map((value) => {
      const meaning = known.find(({ key }) => key === value)?.meaning;
      return { value, ...(meaning === undefined ? {} : { meaning }) };
    });
}

async function theClaim(words: TypedWords, sources: Sources) {
  const word = words.positional.at(-1);
  if (word === undefined) return undefined;
  try {
    const name = parseClaimName(word);
    return (await sources.claims(connectionFlags(words))).find(({ value }) => value === name);
  } catch {
    // What cannot be a claim's name is told when the line is run.
    return undefined;
  }
}

function only(suggestions: readonly Suggestion[]): Completion {
  return { suggestions, directive: DIRECTIVE.noFiles | DIRECTIVE.keepOrder };
}
