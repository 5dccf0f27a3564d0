import { isJsonObject, type JsonObject } from '../../../src/model/json.js';

/** Whether two JSON values say the same; the order of keys does not count, and an undefined key is none. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSameJson(item, other[index]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  return hasAllOf(one, other) && hasAllOf(other, one);
}

function hasAllOf(one: JsonObject, other: JsonObject): boolean {
  for (const key in other) if (!isSameJson(one[key], other[key])) return false;
  return true;
}
