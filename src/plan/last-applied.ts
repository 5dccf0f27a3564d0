import type { Json, JsonObject } from '../model/json.js';
import { isJsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What `kubectl apply` was last given for this object; undefined when it never was, or when the annotation is not JSON. */
export function lastApplied(object: KubernetesObject): JsonObject | undefined {
  const text = object.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The object with the annotation that `kubectl apply` would write for this configuration. The text is kubectl's to the
 * byte, because apply compares it as text: keys sorted, an `annotations` map always present, HTML characters escaped as
 * Go's encoder does, a newline at the end (FIELD.md 2.13).
 */
export function withLastApplied<T extends KubernetesObject>(object: T, configuration: KubernetesObject): T {
  const { [LAST_APPLIED]: own, ...annotations } = configuration.metadata.annotations ?? {};
  const applied = { ...configuration, metadata: { ...configuration.metadata, annotations } };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, [LAST_APPLIED]: `${goJson(applied)}\n` },
    },
  };
}

/** JSON as Go's encoding/json writes it. */
function goJson(value: Json): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  // Go sorts by bytes; for the ASCII keys of these objects that is the order of code units.
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
