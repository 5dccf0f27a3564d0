import { isJsonObject, type JsonObject } from '../../../src/model/json.js';

/** RFC 7386: null takes a key away, objects merge, everything else replaces. What is not touched is shared, not copied. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) Reflect.deleteProperty(merged, key);
    else if (isJsonObject(value)) merged[key] = mergePatch(objectOrEmpty(merged[key]), value);
    else merged[key] = value;
  }
  return merged;
}

function objectOrEmpty(value: JsonObject[string]): JsonObject {
  return isJsonObject(value) ? value : {};
}
