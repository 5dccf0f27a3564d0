import type { Edits } from '../model/edits.js';
import { KNOWN_ATTRIBUTES } from '../s3csi/attributes.js';
import type { PersistentVolume } from '../model/objects.js';
import type { CommandTools } from './tools.js';
import { withAttribute, withoutAttribute, type Wanted } from './wanted.js';

/** Asks for an attribute that the driver knows, then for its value, until the driver would take it. */
export async function askAttribute(wanted: Wanted, { prompter, signal }: CommandTools): Promise<Edits> {
  const present = wanted.volume.spec.csi?.volumeAttributes ?? {};
  const key = await prompter.choose(
    'Which attribute?',
    KNOWN_ATTRIBUTES.map(({ key: value, meaning, since }) => ({
      value,
      name: value in present ? `${value} (now ${JSON.stringify(present[value])})` : value,
      hint: `${meaning}; since version ${since} of the driver`,
    })),
    signal,
  );
  const attribute = KNOWN_ATTRIBUTES.find((each) => each.key === key);
  const faultIn = (value: string): string | undefined => {
    if (value === '') return `${key} needs a value`;
    const problem = wanted.problemsWith(withAttribute(wanted.edits, key, value)).find((each) => each.key === key);
    return problem === undefined ? undefined : `${problem.message}. ${problem.hint}`;
  };
  if (attribute?.value.kind !== 'enum') {
    return withAttribute(
      wanted.edits,
      key,
      await prompter.input(`${key}, ${attribute?.meaning ?? ''}:`, faultIn, signal),
    );
  }
  const sound = attribute.value.allowed.filter((value) => faultIn(value) === undefined);
  const [first = ''] = attribute.value.allowed;
  // Where the rest of the volume forbids every value, the next question says why.
  const values = sound.length === 0 ? [first] : sound;
  const choices = values.map((value) => ({ value, name: value }));
  return withAttribute(wanted.edits, key, await prompter.choose(`${key}, ${attribute.meaning}:`, choices, signal));
}

/** Those that the driver can do without. */
export function removableAttributes({ spec }: PersistentVolume): readonly string[] {
  const required = KNOWN_ATTRIBUTES.filter((attribute) => attribute.required === true).map(({ key }) => key);
  return Object.keys(spec.csi?.volumeAttributes ?? {}).filter((key) => !required.includes(key));
}

export async function askWhichToUnset({ volume, edits }: Wanted, { prompter, signal }: CommandTools): Promise<Edits> {
  const attributes = volume.spec.csi?.volumeAttributes ?? {};
  const choices = removableAttributes(volume).map((key) => ({
    value: key,
    name: `${key} (now ${JSON.stringify(attributes[key])})`,
  }));
  const keys = await prompter.pick('Which attributes are to go?', choices, signal);
  return keys.reduce(withoutAttribute, edits);
}
