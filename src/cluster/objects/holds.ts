import { isJsonObject } from '../../model/json.js';

/** Whether a merge patch (RFC 7386) has nothing left to change: null wants a field's absence. */
export function holdsPatch(value: unknown, patch: unknown): boolean {
  return holds(value, patch, isNothing);
}

/** Whether an object has all that was sent to create it. The API server adds fields, and leaves out those that are empty. */
export function holdsManifest(value: unknown, sent: unknown): boolean {
  return holds(value, sent, isEmpty);
}

function holds(value: unknown, wanted: unknown, mayBeAbsent: (wanted: unknown) => boolean): boolean {
  if (value === undefined || value === null) return mayBeAbsent(wanted);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((element, index) => holds(value[index], element, mayBeAbsent))
    );
  }
  if (!isJsonObject(wanted)) return value === wanted;
  return isJsonObject(value) && Object.entries(wanted).every(([key, part]) => holds(value[key], part, mayBeAbsent));
}

/** An object in which nothing is wanted is nothing too: the last annotation goes together with `annotations`. */
function isNothing(wanted: unknown): boolean {
  return wanted === undefined || wanted === null || (isJsonObject(wanted) && Object.values(wanted).every(isNothing));
}

function isEmpty(wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.length === 0;
  if (isJsonObject(wanted)) return Object.values(wanted).every(isEmpty);
  return wanted === undefined || wanted === null || wanted === '' || wanted === false || wanted === 0;
}
