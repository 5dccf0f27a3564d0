import type { Edits } from '../model/edits.js';
import { Failure } from '../model/errors.js';
import { editMountOptions } from '../plan/mount-options.js';
import { parseMountOption } from '../s3csi/mount-options.js';
import { MOUNTPOINT_OPTIONS } from '../s3csi/mountpoint-options.js';
import type { CommandTools } from './tools.js';
import type { Wanted } from './wanted.js';

const ANOTHER = 'another';

/** Asks for a mount option to add, or for those to take out. */
export async function askMountOptions(wanted: Wanted, tools: CommandTools): Promise<Edits> {
  const { prompter, signal } = tools;
  const present = wanted.volume.spec.mountOptions ?? [];
  const choices = [
    { value: 'add', name: 'add one' },
    { value: 'remove', name: `take some of ${present.length} out` },
  ];
  const what = present.length === 0 ? 'add' : await prompter.choose('Mount options:', choices, signal);
  if (what === 'add') return adding(await askOption(wanted, present, tools), wanted.edits);
  const options = present.map((option) => ({ value: option, name: option }));
  return removing(await prompter.pick('Which are to go?', options, signal), wanted.edits);
}

async function askOption(wanted: Wanted, present: readonly string[], tools: CommandTools): Promise<string> {
  const { prompter, signal } = tools;
  const flags = present.map((option) => parseMountOption(option).flag);
  const known = MOUNTPOINT_OPTIONS.filter(({ name }) => !flags.includes(`--${name}`));
  const name = await prompter.choose(
    'Which mount option?',
    [
      ...known.map((option) => ({ value: option.name, name: option.name, hint: option.meaning })),
      { value: ANOTHER, name: 'another one', hint: 'typed as Mountpoint takes it' },
    ],
    signal,
  );
  const faultIn = (option: string): string | undefined => faultOf(option, wanted, present);
  if (name === ANOTHER)
    return (await prompter.input('The mount option, for example "region eu-central-1":', faultIn, signal)).trim();
  const option = known.find((each) => each.name === name);
  if (option?.value === undefined) return name;
  const value = await prompter.input(
    `${name}, ${option.meaning}:`,
    (text) => (text.trim() === '' ? `${name} needs a value` : faultIn(`${name} ${text.trim()}`)),
    signal,
  );
  return `${name} ${value.trim()}`;
}

function faultOf(option: string, wanted: Wanted, present: readonly string[]): string | undefined {
  if (option.trim() === '') return 'a mount option is needed';
  try {
    editMountOptions(present, [option.trim()], []);
    const [problem] = wanted.problemsWith(adding(option.trim(), wanted.edits));
    return problem?.key === 'mountOptions' ? `${problem.message}. ${problem.hint}` : undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

/** One that was to go may stay after all. */
function adding(option: string, edits: Edits): Edits {
  return { ...edits, addMountOptions: [...edits.addMountOptions, option] };
}

function removing(options: readonly string[], edits: Edits): Edits {
  return {
    ...edits,
    // What was to be added a moment ago is just not added.
    addMountOptions: edits.addMountOptions.filter((option) => !options.includes(option)),
    removeMountOptions: [
      ...edits.removeMountOptions,
      ...options.filter((option) => !edits.addMountOptions.includes(option)),
    ],
  };
}
