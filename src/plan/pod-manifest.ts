import { isJsonObject, type Json, type JsonObject } from '../model/json.js';
import type { Pod } from '../model/objects.js';
import { cleanMetadata } from './manifest.js';

/** The volume with the ServiceAccount's token that admission puts into every Pod, and puts in again. */
const TOKEN_VOLUME = /^kube-api-access-/;

/** The kubelet made it from a file on its node, and the API server cannot start it. */
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

/**
 * A bare Pod as it can be created again: without what the server set, the node it was given, the injected token volume,
 * and debug containers, which only a running Pod can be given.
 */
export function podManifest(pod: Pod): Pod {
  const { nodeName, ephemeralContainers, volumes, ...spec } = pod.spec;
  const kept = volumes?.filter((volume) => !isTokenVolume(volume['name']));
  return {
    apiVersion: pod.apiVersion,
    kind: pod.kind,
    metadata: cleanMetadata(pod.metadata),
    spec: {
      ...spec,
      ...(kept === undefined ? {} : { volumes: kept }),
      ...withoutTokenMounts(spec, 'containers'),
      ...withoutTokenMounts(spec, 'initContainers'),
    },
  };
}

/** Whether the API server can start the Pod again at all. */
export function canBeRecreated(pod: Pod): boolean {
  return !(MIRROR_ANNOTATION in (pod.metadata.annotations ?? {}));
}

function withoutTokenMounts(spec: JsonObject, field: string): JsonObject {
  const containers = spec[field];
  return Array.isArray(containers)
    ? { [field]: containers.map((container: Json) => withoutTokenMount(container)) }
    : {};
}

function withoutTokenMount(container: Json): Json {
  if (!isJsonObject(container) || !Array.isArray(container['volumeMounts'])) return container;
  const mounts = container['volumeMounts'].filter(
    (mount: Json) => !(isJsonObject(mount) && isTokenVolume(mount['name'])),
  );
  return { ...container, volumeMounts: mounts };
}

function isTokenVolume(name: Json | undefined): boolean {
  return typeof name === 'string' && TOKEN_VOLUME.test(name);
}
