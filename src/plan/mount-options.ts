import { Failure } from '../model/errors.js';
import { parseMountOption } from '../s3csi/mount-options.js';

/**
 * The list with options taken out and put in, order kept, since the order is part of what Mountpoint Pods are shared by
 * (FIELD.md 3). An option given in both forms (`region=x`, `region x`, with or without dashes) counts as the same option.
 *
 * @throws Failure usage, when an option would stand there twice with different values
 */
export function editMountOptions(
  present: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): readonly string[] {
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

/** `--region us-east-1`, `region=us-east-1` and `region us-east-1` are all "--region". */
function optionName(option: string): string {
  return parseMountOption(option).flag;
}

/** `region=x`, `region x` and `--region x` say the same. */
function isSameOption(one: string, other: string): boolean {
  return optionName(one) === optionName(other) && parseMountOption(one).value === parseMountOption(other).value;
}

/** A bare name takes its option out, whatever the value; with a value only that very option. */
function isNameOf(word: string, option: string): boolean {
  return parseMountOption(word).value === '' && optionName(word) === optionName(option);
}
