import { isJsonObject, own, type Json, type JsonObject } from '../model/json.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { AdmittedField, Effect, FieldChange } from '../model/plan.js';
import { parseQuantity } from '../s3csi/quantity.js';
import { claimManifest, volumeManifest } from './manifest.js';

/**
 * Every field in which the volume differs from the wanted one, with what its change takes. Both are cleaned first.
 *
 * @param admitted fields that admission sets by itself, which are nobody's difference
 */
export function volumeChanges(
  current: PersistentVolume,
  wanted: PersistentVolume,
  admitted: readonly AdmittedField[] = [],
): readonly FieldChange[] {
  return fieldChanges('volume', [volumeManifest(current), volumeManifest(wanted)], volumeEffect, admitted);
}

/** The same for the claim. */
export function claimChanges(
  current: PersistentVolumeClaim,
  wanted: PersistentVolumeClaim,
  admitted: readonly AdmittedField[] = [],
): readonly FieldChange[] {
  return fieldChanges('claim', [claimManifest(current), claimManifest(wanted)], claimEffect, admitted);
}

/** What the changes take together: the strongest effect among them. */
export function effectOf(changes: readonly FieldChange[]): Effect {
  if (changes.some((change) => change.effect === 'recreate')) return 'recreate';
  return changes.length > 0 ? 'patch' : 'nothing';
}

/** Deep equality of JSON values; the order of keys does not count, the order of list items does. */
export function isEqualJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqualJson(item as Json, b[index] as Json));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEqualJson(own(a, key), own(b, key)));
}

type Judge = (path: readonly string[]) => Exclude<Effect, 'nothing'>;

function fieldChanges(
  object: FieldChange['object'],
  [current, wanted]: readonly [JsonObject, JsonObject],
  judge: Judge,
  admitted: readonly AdmittedField[],
): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  const descend = (path: readonly string[], left: Json | undefined, right: Json | undefined): void => {
    const [from, to] = [present(path, left), present(path, right)];
    if (isEqualJson(from, to) || isSameQuantity(path, from, to)) return;
    if (isMapOrMissing(from) && isMapOrMissing(to)) {
      const keys = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);
      for (const key of keys) descend([...path, key], own(from, key), own(to, key));
      return;
    }
    changes.push({ object, path, from, to, effect: judge(path) });
  };
  descend([], current, wanted);
  return changes.filter((change) => !isAdmitted(change, admitted));
}

function isAdmitted({ object, path }: FieldChange, admitted: readonly AdmittedField[]): boolean {
  return admitted.some((field) => field.object === object && isEqualJson([...field.path], [...path]));
}

/** The server writes quantities its own way (1.5Ti becomes 1536Gi), so they are compared by what they say. */
function isSameQuantity(path: readonly string[], from: Json | undefined, to: Json | undefined): boolean {
  const isQuantity = /^spec\.(capacity|resources\.(requests|limits))\.[^.]+$/.test(path.join('.'));
  if (!isQuantity || !isScalar(from) || !isScalar(to)) return false;
  const amount = parseQuantity(String(from));
  return amount !== undefined && amount === parseQuantity(String(to));
}

/** To the API a null, an empty list or map and a missing field are the same, and so are defaults of a volume's source. */
function present(path: readonly string[], value: Json | undefined): Json | undefined {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  const isSourceField = path.length === 3 && path[1] === 'csi';
  return isSourceField && (value === '' || value === false) ? undefined : value;
}

function isScalar(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isMapOrMissing(value: Json | undefined): value is JsonObject | undefined {
  return value === undefined || isJsonObject(value);
}

/** The reclaim policy is not part of what a volume is: a run holds it at Retain and puts it back last, once everything is verified. */
export function isReclaimPolicy({ path }: FieldChange): boolean {
  return path[0] === 'spec' && path[1] === 'persistentVolumeReclaimPolicy';
}

/** Fields of a volume's spec that the API server lets change (FIELD.md 2.7, measured). */
const MUTABLE_VOLUME_FIELDS = new Set([
  'mountOptions',
  'capacity',
  'accessModes',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'claimRef',
]);

function volumeEffect(path: readonly string[]): Exclude<Effect, 'nothing'> {
  const [root, field] = path;
  if (root === 'metadata') return metadataEffect(field);
  return root === 'spec' && field !== undefined && MUTABLE_VOLUME_FIELDS.has(field) ? 'patch' : 'recreate';
}

/** A claim's spec is immutable once it is bound, its requests included where no storage class can expand it. */
function claimEffect(path: readonly string[]): Exclude<Effect, 'nothing'> {
  const [root, field] = path;
  return root === 'metadata' ? metadataEffect(field) : 'recreate';
}

function metadataEffect(field: string | undefined): Exclude<Effect, 'nothing'> {
  return field === 'name' || field === 'namespace' ? 'recreate' : 'patch';
}
