import type { Finding } from './attribute-problem.js';
import type { VolumeSettings } from './volume-settings.js';

export function rejectedMountOptions({ mountOptions }: VolumeSettings): readonly Finding[] {
  const notTexts = mountOptions
    .filter(({ isText }) => !isText)
    .map(({ text }) => ({
      key: 'mountOptions',
      message: `the mountOption ${text} is not an entry of a list, or not text`,
      hint: 'Write mountOptions as a list, each entry in quotes.',
    }));
  const unsupported = mountOptions
    .filter(({ flag }) => flag === '-o')
    .map(({ text }) => ({
      key: 'mountOptions',
      message: `the driver rejects the mountOption "${text}", because it does not support -o`,
      hint: `Remove it (--remove-mount-option "${text}") and give Mountpoint's own options, one entry each, such as "allow-other".`,
    }));
  return [...notTexts, ...unsupported];
}

export function rejectedAccessModes({ accessModes }: VolumeSettings): readonly Finding[] {
  return accessModes
    .filter((mode) => !ACCESS_MODES.includes(mode))
    .map((mode) => ({
      key: 'accessModes',
      message: `the driver rejects the access mode "${mode}"`,
      hint: `Use ${ACCESS_MODES.join(' or ')}, in the volume and in its claim.`,
    }));
}

/** FIELD.md 3. */
const ACCESS_MODES = ['ReadWriteMany', 'ReadOnlyMany'];
