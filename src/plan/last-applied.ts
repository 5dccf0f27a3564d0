import type { Json, JsonObject } from '../model/json.js';
import { isJsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import { withoutBinding } from './manifest.js';

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
  const { metadata, ...rest } = withoutServerFields(configuration);
  const applied = { ...rest, metadata: { ...metadata, annotations } };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, [LAST_APPLIED]: `${goJson(applied)}\n` },
    },
  };
}

/** The object without it. */
export function withoutLastApplied<T extends KubernetesObject>(object: T): T {
  const { annotations, ...metadata } = object.metadata;
  const { [LAST_APPLIED]: own, ...others } = annotations ?? {};
  return {
    ...object,
    metadata: { ...metadata, ...(Object.keys(others).length === 0 ? {} : { annotations: others }) },
  };
}

/**
 * What the annotation says, however it is spaced and sorted, and without what the server had set; the text itself where it is
 * not JSON. undefined where there is none.
 */
export function lastAppliedContent(object: KubernetesObject): string | undefined {
  const applied = lastApplied(object);
  if (applied === undefined || !isJsonObject(applied['metadata'])) return object.metadata.annotations?.[LAST_APPLIED];
  return canonicalJson(withoutServerFields(applied as KubernetesObject));
}

/**
 * A file made by `kubectl get -o yaml` carries what the server had set. kubectl would keep it in the annotation, and every
 * later apply would ask for an old uid; here it stays out.
 */
function withoutServerFields(configuration: KubernetesObject): KubernetesObject {
  const { uid, resourceVersion, creationTimestamp, generation, managedFields, selfLink, ...metadata } =
    configuration.metadata;
  if (uid === undefined && resourceVersion === undefined) return configuration;
  const { status, ...rest } = withoutBinding({ ...configuration, metadata });
  return rest;
}

/** JSON that is the same text for the same content: keys sorted, nothing between. */
export function canonicalJson(value: Json): string {
  return goJson(value);
}

/**
 * JSON as Go's encoding/json writes it. Built by hand because JavaScript puts keys that look like numbers first in every
 * object, and Go sorts all of them by their bytes.
 */
function goJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => goJson(item)).join(',')}]`;
  if (!isJsonObject(value)) return goText(JSON.stringify(value ?? null));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => byCodePoint(a, b));
  return `{${entries.map(([key, item]) => `${goText(JSON.stringify(key))}:${goJson(item)}`).join(',')}}`;
}

function goText(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The order of code points is the order of UTF-8 bytes; JavaScript's own is that of UTF-16 units. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at < 0) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}
