import { isJsonObject } from '../../model/json.js';

/**
 * Whether everything that is wanted stands in a value, as a merge patch means it: null wants a field's absence, an array all of its elements
 * in order. What the server added (defaults, metadata) does not matter.
 */
export function holds(value: unknown, wanted: unknown): boolean {
  if (wanted === null || wanted === undefined) return value === undefined || value === null;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((element, index) => holds(value[index], element))
    );
  }
  if (!isJsonObject(wanted)) return value === wanted;
  // An empty object that nothing was put into is not stored.
  const object = value === undefined ? {} : value;
  return isJsonObject(object) && Object.entries(wanted).every(([key, part]) => holds(object[key], part));
}
