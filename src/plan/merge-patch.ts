import type { Json, JsonObject } from '../model/json.js';
import { isJsonObject, own } from '../model/json.js';
import type { FieldChange } from '../model/plan.js';

/** The JSON merge patch (RFC 7386) that makes these changes. */
export function mergePatchOf(changes: readonly FieldChange[]): JsonObject {
  return changes.reduce<JsonObject>((patch, { path, to }) => put(patch, path, to ?? null), {});
}

function put(patch: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject {
  if (key === undefined) return patch;
  const inner = own(patch, key);
  return { ...patch, [key]: rest.length === 0 ? value : put(isJsonObject(inner) ? inner : {}, rest, value) };
}
