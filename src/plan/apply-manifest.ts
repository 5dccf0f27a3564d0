import { isJsonObject, own, type Json, type JsonObject } from '../model/json.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import { claimChanges, volumeChanges } from './changes.js';
import { lastApplied, withLastApplied, withoutLastApplied } from './last-applied.js';
import { mergePatchOf } from './merge-patch.js';

/**
 * What `kubectl apply` of the manifest would make of the live object, were every field mutable: the manifest's fields
 * win, fields that the last applied configuration had and the manifest has no more go, everything else stays (labels that
 * others put there, defaults). The result carries the manifest as its last applied configuration.
 */
export function applyManifest<T extends KubernetesObject>(live: T, manifest: T): T {
  const { annotations = {}, ...metadata } = manifest.metadata;
  // kubectl puts annotations of its own there, so an empty field takes out only what was applied before.
  const wanted = { ...manifest, metadata: { ...metadata, annotations: (annotations as JsonObject | null) ?? {} } };
  const merged = mergeMaps(lastApplied(live) ?? {}, live, wanted, []) as T;
  return withLastApplied(merged, manifest);
}

/**
 * The manifest as a whole in the place of the live object. kubectl's own copy, where there is one, follows the same changes, so that it
 * tells the truth to the next `kubectl apply` (FIELD.md 2.13). Finalizers are never taken out.
 */
export function replaceManifest<T extends PersistentVolume | PersistentVolumeClaim>(live: T, manifest: T): T {
  const finalizers = union(live.metadata.finalizers, manifest.metadata.finalizers) as string[];
  const metadata = { ...manifest.metadata, ...(finalizers.length === 0 ? {} : { finalizers }) };
  const whole = { ...manifest, metadata };
  const applied = lastApplied(live);
  if (applied === undefined) return whole;
  const shown = withoutLastApplied(live);
  const changes =
    shown.kind === 'PersistentVolume'
      ? volumeChanges(shown, whole as PersistentVolume)
      : claimChanges(shown, whole as PersistentVolumeClaim);
  const followed = mergeMaps({}, applied, mergePatchOf(changes), []);
  const { apiVersion, kind } = manifest;
  const own = isJsonObject(followed['metadata']) ? followed['metadata'] : {};
  return withLastApplied(whole, { ...followed, apiVersion, kind, metadata: { name: metadata.name, ...own } });
}

function mergeMaps(before: JsonObject, live: JsonObject, manifest: JsonObject, path: readonly string[]): JsonObject {
  const goes = (key: string): boolean =>
    Object.hasOwn(before, key) && !Object.hasOwn(manifest, key) && !isAlwaysKept([...path, key]);
  const kept = Object.entries(live).filter(([key]) => !goes(key));
  const given = Object.entries(manifest).map(
    ([key, wanted]) => [key, mergeValues(own(before, key), own(live, key), wanted, [...path, key])] as const,
  );
  // A null takes the field away, as in a patch of kubectl's.
  return Object.fromEntries([...new Map([...kept, ...given])].filter(([, value]) => value !== null));
}

function mergeValues(
  before: Json | undefined,
  live: Json | undefined,
  wanted: Json | undefined,
  path: readonly string[],
): Json | undefined {
  if (isJsonObject(live) && isJsonObject(wanted))
    return mergeMaps(isJsonObject(before) ? before : {}, live, wanted, path);
  if (path.join('.') === 'metadata.finalizers') return union(live, wanted);
  return wanted;
}

/** Finalizers merge as a set, as the API's patch strategy has it; none is ever taken out here. */
function union(live: Json | undefined, wanted: Json | undefined): Json {
  const lists = [live, wanted].map((list) => (Array.isArray(list) ? (list as Json[]) : []));
  return [...new Set(lists.flat())];
}

/** Filled in by kubectl itself, or never ours to remove, so that their absence in a manifest takes nothing away. */
function isAlwaysKept(path: readonly string[]): boolean {
  return ALWAYS_KEPT.has(path.join('.'));
}

const ALWAYS_KEPT = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.finalizers',
  'spec',
]);
