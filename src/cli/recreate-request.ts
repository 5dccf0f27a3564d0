import { distance } from 'fastest-levenshtein';
import { Failure } from '../model/errors.js';
import type { ChooseRequest, RecreateRequest } from '../model/request.js';
import type { Prompter } from '../model/terminal.js';
import { shellWord } from '../model/words.js';
import type { Words } from './read-words.js';
import { consent, dryRunOption, runOptions } from './run-options.js';
import { parseAssignments, parseClaimName, parseVolumeHandle } from './values.js';
import { VERBS } from './verbs.js';

/** The flags that say what the new objects are to be. */
export const EDITS = [
  'set',
  'unset',
  'mount-option',
  'remove-mount-option',
  'new-volume-handle',
  'filename',
  'kustomize',
];

/** A new run on one claim. @throws Failure usage, with the one thing that is wrong */
export function recreateRequest(claim: string, others: readonly string[], words: Words): RecreateRequest {
  const [kind, name] = others.length === 1 && /^(pvc|persistentvolumeclaims?)$/i.test(claim) ? [claim, others[0]] : [];
  if (others.length > 0 && kind === undefined) {
    const verb = nearVerb(claim);
    throw new Failure('usage', `one claim at a time, but "${[claim, ...others].join(' ')}" was given`, {
      hint: verb === undefined ? 'run the command once for each claim' : `did you mean ${verb}?`,
    });
  }
  return { verb: 'recreate', claimName: parseClaimName(name ?? claim), ...recreation(words) };
}

/** A new run on a claim that is yet to be chosen. @throws Failure usage, with the one thing that is wrong */
export function chooseRequest(words: Words): ChooseRequest {
  return { verb: 'choose', ...recreation(words) };
}

/** @throws Failure usage, where nobody can be asked for the claim */
export function requireAChoice({ yes }: Pick<ChooseRequest, 'yes'>, { canAsk }: Pick<Prompter, 'canAsk'>): void {
  if (canAsk && !yes) return;
  throw new Failure('usage', 'no claim was named', {
    hint: 'kubectl s3csi-recreate PVC --set KEY=VALUE; see --help',
  });
}

function recreation(words: Words): Omit<ChooseRequest, 'verb'> {
  const set = parseAssignments(words.list('set'));
  const unset = words.list('unset');
  requireNoContradiction(set, unset, words);
  const [kustomize, handle] = ['kustomize', 'new-volume-handle'].map((name) => words.text(name));
  return {
    set,
    unset,
    addMountOptions: words.list('mount-option'),
    removeMountOptions: words.list('remove-mount-option'),
    filenames: filenamesIn(words),
    unchanged: words.isOn('unchanged'),
    edit: words.isOn('edit'),
    printManifest: words.isOn('print-manifest'),
    allowUnknownAttribute: words.isOn('allow-unknown-attribute'),
    ...consent(words),
    ...(handle === undefined ? {} : { volumeHandle: parseVolumeHandle(handle) }),
    ...(kustomize === undefined ? {} : { kustomize }),
    ...dryRunOption(words),
    ...runOptions(words),
  };
}

/** A claim has no word after it, but a verb that was mistyped may. */
function nearVerb(word: string): string | undefined {
  return VERBS.map(({ name }) => name).find((name) => distance(word.toLowerCase(), name) <= 2);
}

function requireNoContradiction(set: ReadonlyMap<string, string>, unset: readonly string[], words: Words): void {
  const both = unset.find((key) => set.has(key));
  if (both !== undefined) throw new Failure('usage', `${both} is both set and unset`, { hint: 'keep one of them' });
  const withValue = unset.find((key) => key.includes('='));
  if (withValue !== undefined) {
    throw new Failure('usage', `--unset "${withValue}" is not a key`, {
      hint: 'name the attribute alone, without a value',
    });
  }
  const options = words.list('mount-option');
  const twice = options.find((option, index) => options.indexOf(option) !== index);
  if (twice !== undefined) {
    throw new Failure('usage', `--mount-option "${twice}" is given more than once`, { hint: 'give it once' });
  }
  const inAndOut = options.find((option) => words.list('remove-mount-option').includes(option));
  if (inAndOut !== undefined) {
    throw new Failure('usage', `mount option "${inAndOut}" is both put in and taken out`, { hint: 'keep one of them' });
  }
  const edit = EDITS.find((name) => words.list(name).length > 0);
  if (edit !== undefined && words.isOn('unchanged')) {
    throw new Failure('usage', `--unchanged and --${edit} contradict each other`, {
      hint: 'an edit that forces a recreation needs no --unchanged',
    });
  }
  const other = ['filename', 'kustomize', 'unchanged'].find((name) => words.list(name).length > 0);
  if (words.isOn('edit') && other !== undefined) {
    throw new Failure('usage', `--edit and --${other} contradict each other`, {
      hint: other === 'unchanged' ? 'leave one of them out' : 'edit the file itself',
    });
  }
  if (words.isOn('print-manifest') && words.text('output') !== undefined) {
    throw new Failure('usage', '--print-manifest and --output contradict each other', {
      hint: 'leave --output out: what is printed is YAML',
    });
  }
  const [file] = words.list('filename');
  const folders = words.list('kustomize');
  if (file !== undefined && folders.length > 0) {
    throw new Failure('usage', `-f and -k contradict each other: ${file} and ${folders.join(' and ')} were given`, {
      hint: 'leave one of them out',
    });
  }
  if (folders.length > 1) {
    throw new Failure('usage', `one kustomization at a time, but ${folders.join(' and ')} were given`, {
      hint: 'let one of them name the others under resources',
    });
  }
}

/** As kubectl: several flags, or several names in one. @throws Failure usage */
function filenamesIn(words: Words): readonly string[] {
  const names = words.list('filename').flatMap((text) => text.split(','));
  const address = names.find((name) => /^https?:\/\//i.test(name));
  if (address !== undefined) {
    throw new Failure('usage', `-f ${address} is an address, and only files are read`, {
      hint: `curl -fsSL ${shellWord(address)} | kubectl s3csi-recreate ... -f -`,
    });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Failure('usage', `-f ${twice} is given more than once`, { hint: 'give each file once' });
  }
  return names;
}
