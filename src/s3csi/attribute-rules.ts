import type { PersistentVolume } from '../model/objects.js';
import type { AttributeProblem, Finding, Rule } from './attribute-problem.js';
import { cacheKindOf, cacheSetTwice, cacheSizeAboveLimit, incompleteEphemeralCache } from './cache-rules.js';
import { unknownAttributes } from './key-rules.js';
import { rejectedAccessModes, rejectedMountOptions } from './mount-rules.js';
import { missingAttributes, notText, wrongValues } from './value-rules.js';
import { settingsOf, type VolumeSettings } from './volume-settings.js';

export interface AttributeRuleOptions {
  /** Unknown attributes that are meant: all of them, or these. */
  readonly allowUnknown: boolean | ReadonlySet<string>;
  /** The volume as it stands in the cluster; what was wrong there already and stays as it is only warns. */
  readonly before?: PersistentVolume | undefined;
}

/**
 * Everything in a volume that the driver would reject, mostly where no user sees it, or ignore silently (FIELD.md 3).
 * So that it is said before anything is deleted.
 */
export function attributeProblems(
  volume: PersistentVolume,
  options: AttributeRuleOptions,
): readonly AttributeProblem[] {
  const stoodBefore = new Set(options.before === undefined ? [] : findingsIn(options.before).map(({ id }) => id));
  return findingsIn(volume).map(({ id, finding }) => ({
    ...finding,
    level: stoodBefore.has(id) || isAllowed(finding, options.allowUnknown) ? 'warning' : 'error',
  }));
}

const RULES: readonly Rule[] = [
  unknownAttributes,
  notText,
  missingAttributes,
  wrongValues,
  cacheSetTwice,
  incompleteEphemeralCache,
  cacheSizeAboveLimit,
  rejectedMountOptions,
  rejectedAccessModes,
];

function findingsIn(volume: PersistentVolume): readonly { id: string; finding: Finding }[] {
  const settings = settingsOf(volume);
  return RULES.flatMap((rule) => rule(settings)).map((finding) => ({ id: identityOf(finding, settings), finding }));
}

/**
 * Two findings are the same when nothing changed that they depend on. A message names all values it depends on but two:
 * that of an attribute which is wrong by its name alone, and the cache that makes the driver read a `cache…` attribute.
 */
function identityOf({ key, message, override }: Finding, settings: VolumeSettings): string {
  const cache = override === undefined && key.startsWith('cache') ? cacheKindOf(settings) : undefined;
  return JSON.stringify([key, message, settings.given.get(key), cache]);
}

function isAllowed(finding: Finding, allowUnknown: AttributeRuleOptions['allowUnknown']): boolean {
  if (finding.override === undefined) return false;
  return typeof allowUnknown === 'boolean' ? allowUnknown : allowUnknown.has(finding.key);
}
