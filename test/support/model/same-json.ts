import { isJsonObject } from '../../../src/model/json.js';

/** Whether two JSON values say the same; the order of keys does not count, and an undefined key is none. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSameJson(item, other[index]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  for (const key in other) if (!isSameJson(one[key], other[key])) return false;
  for (const key in one) if (one[key] !== undefined && other[key] === undefined) return false;
  return true;
}
