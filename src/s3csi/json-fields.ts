import { isJsonObject, type Json } from '../model/json.js';

/** The value below a chain of fields, or undefined where the chain breaks: what comes from outside may have any shape. */
export function fieldAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}

/** The text there; undefined for an empty one, which tells nothing either. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = fieldAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = fieldAt(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

export function numberAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = fieldAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}
