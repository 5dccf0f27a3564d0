import { isJsonObject, own, type Json, type JsonObject } from '../model/json.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { FieldChange, Plan } from '../model/plan.js';
import { claimChanges, volumeChanges } from './changes.js';
import { lastApplied, LAST_APPLIED } from './last-applied.js';
import { cleanMetadata, withoutBinding } from './manifest.js';
import { isManagersAnnotation, isManagersLabel } from './managers.js';

/** What a source (git) should say of claim and volume, so that whoever applies it wants what the plan makes. */
export interface SourceManifests {
  readonly volume: JsonObject;
  readonly claim: JsonObject;
}

/**
 * The manifests as somebody wrote them, with the edits of the plan: what was applied last, or else the object itself.
 * Without anything that the server, the volume binder, kubectl or a manager of the objects puts there.
 */
export function sourceManifests({ observed, target }: Plan): SourceManifests {
  const { volume, claim } = target;
  return {
    volume: sourceOf(volume, observed.volume, (written) => volumeChanges(written as PersistentVolume, volume)),
    claim: sourceOf(claim, observed.claim, (written) => claimChanges(written as PersistentVolumeClaim, claim)),
  };
}

function sourceOf(
  target: KubernetesObject,
  live: KubernetesObject | undefined,
  changesTo: (written: KubernetesObject) => readonly FieldChange[],
): JsonObject {
  const written = lastApplied(target) as KubernetesObject | undefined;
  if (written === undefined) return withoutMarks(target, live);
  // What was changed past `kubectl apply` counts as it is, where the source says anything of it.
  const source = changesTo(written).reduce<JsonObject>(
    (object, { path, to }) => (isSourcesBusiness(object, path) ? withField(object, path, to) : object),
    written,
  );
  // Fields of a manifest were set or taken out, never its apiVersion, kind or name.
  return withoutMarks(source as unknown as KubernetesObject, live);
}

/** The attributes are what a volume is; anything else only where the source has it already. */
function isSourcesBusiness(source: JsonObject, path: readonly string[]): boolean {
  if (path.join('.').startsWith('spec.csi.volumeAttributes')) return true;
  let value: Json | undefined = source;
  for (const key of path) value = isJsonObject(value) ? own(value, key) : undefined;
  return value !== undefined && value !== null;
}

function withField(object: JsonObject, [key, ...rest]: readonly string[], value: Json | undefined): JsonObject {
  if (key === undefined) return object;
  if (rest.length > 0) {
    const inner = own(object, key);
    return { ...object, [key]: withField(isJsonObject(inner) ? inner : {}, rest, value) };
  }
  const { [key]: old, ...others } = object;
  return value === undefined ? others : { ...object, [key]: value };
}

function withoutMarks(object: KubernetesObject, live: KubernetesObject | undefined): JsonObject {
  const { apiVersion, kind, metadata, status, ...rest } = withoutBinding(object);
  const { name, namespace, labels, annotations, ...others } = cleanMetadata(metadata);
  const marked = live ?? object;
  const own = {
    labels: kept(labels, (key, value) => !isManagersLabel(key, value, marked)),
    annotations: kept(annotations, (key) => key !== LAST_APPLIED && !isManagersAnnotation(key)),
  };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(own.labels === undefined ? {} : { labels: own.labels }),
      ...(own.annotations === undefined ? {} : { annotations: own.annotations }),
      ...others,
    },
    ...rest,
  };
}

/** The entries that stay; undefined where none does. A file may have null there, which says nothing. */
function kept(
  map: Readonly<Record<string, string>> | null | undefined,
  isKept: (key: string, value: string) => boolean,
): JsonObject | undefined {
  const entries = Object.entries(map ?? {}).filter(([key, value]) => isKept(key, value));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
