import { Failure } from '../model/errors.js';
import { parseMountOption } from '../s3csi/mount-options.js';
import { MOUNTPOINT_OPTIONS } from '../s3csi/mountpoint-options.js';
import { nearest } from '../s3csi/nearest.js';

/**
 * The list with options taken out and put in, order kept, since the order is part of what Mountpoint Pods are shared by
 * (FIELD.md 3). An option given in both forms (`region=x`, `region x`, with or without dashes) counts as the same option.
 *
 * @throws Failure usage, when an option would stand there twice with different values, or a mistyped one is to be taken out
 */
export function editMountOptions(
  present: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): readonly string[] {
  for (const option of remove) requireMeant(option, present);
  const kept = present.filter((option) => !remove.some((gone) => isSameOption(gone, option) || isNameOf(gone, option)));
  for (const option of add) {
    const rival = kept.find((other) => optionName(other) === optionName(option));
    if (rival !== undefined && isSameOption(rival, option)) continue;
    if (rival !== undefined) {
      throw new Failure('usage', `mount option "${option}" conflicts with "${rival}", which the volume has`, {
        hint: `take the old one out as well: --remove-mount-option '${rival}'`,
      });
    }
    kept.push(option);
  }
  return kept;
}

/** What is not there needs no taking out, but a name that is none and nearly one was meant to be that. */
function requireMeant(option: string, present: readonly string[]): void {
  const known = [...present.map(bareName), ...MOUNTPOINT_OPTIONS.map(({ name }) => name)];
  const name = bareName(option);
  const meant = known.includes(name) ? undefined : nearest(name, known);
  if (meant === undefined) return;
  throw new Failure(
    'usage',
    `--remove-mount-option "${option}": the volume has no such option, and Mountpoint knows none`,
    {
      hint: `did you mean "${meant}"?`,
    },
  );
}

/** `--region us-east-1`, `region=us-east-1` and `region us-east-1` are all "--region". */
function optionName(option: string): string {
  return parseMountOption(option).flag;
}

/** As help names it, without dashes. */
function bareName(option: string): string {
  return optionName(option).replace(/^-+/, '');
}

/** `region=x`, `region x` and `--region x` say the same. */
function isSameOption(one: string, other: string): boolean {
  return optionName(one) === optionName(other) && parseMountOption(one).value === parseMountOption(other).value;
}

/** A bare name takes its option out, whatever the value; with a value only that very option. */
function isNameOf(word: string, option: string): boolean {
  return parseMountOption(word).value === '' && optionName(word) === optionName(option);
}
