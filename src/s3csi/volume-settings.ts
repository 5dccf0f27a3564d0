import { isJsonObject } from '../model/json.js';
import type { PersistentVolume } from '../model/objects.js';
import { parseMountOption, type MountOption } from './mount-options.js';

/** What the driver is told by a volume, read once for all rules. */
export interface VolumeSettings {
  /** Every attribute as it came, which a manifest can get wrong: not all of them need be texts. */
  readonly given: ReadonlyMap<string, unknown>;
  /** The attributes that say something: the driver takes an empty value for an absent one. */
  readonly texts: ReadonlyMap<string, string>;
  readonly mountOptions: readonly MountOption[];
  readonly accessModes: readonly string[];
}

/** @param volume taken for a volume of the S3 driver; whether it is one is another check's question. */
export function settingsOf(volume: PersistentVolume): VolumeSettings {
  const given = new Map(givenAttributes(volume));
  return {
    given,
    texts: new Map([...given].filter((entry): entry is [string, string] => isText(entry[1]))),
    mountOptions: mountOptionsOf(volume.spec.mountOptions),
    accessModes: volume.spec.accessModes ?? [],
  };
}

/** A manifest may have anything there; what is no list is one wrong entry. */
function mountOptionsOf(given: unknown): readonly MountOption[] {
  if (given === undefined || given === null) return [];
  return Array.isArray(given)
    ? given.map((option) => parseMountOption(option))
    : [{ ...parseMountOption(given), isText: false }];
}

function givenAttributes(volume: PersistentVolume): [string, unknown][] {
  const attributes: unknown = volume.spec.csi?.volumeAttributes;
  return isJsonObject(attributes) ? Object.entries(attributes) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
