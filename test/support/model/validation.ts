import { isJsonObject, type JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { bytesOf } from './quantity.js';
import { isSameJson } from './same-json.js';
import { type AnyKind, CLAIMS, PODS, VOLUMES } from './kinds.js';

/** What the API server has against a new object, cause by cause, in its words; of its many rules those that claims and volumes can break. */
export function faultsOfNew(kind: AnyKind, object: KubernetesObject): readonly string[] {
  const spec = specOf(object);
  return [...faultsOfName(object.metadata.name), ...faultsOfSpec(kind, spec)];
}

/** What it has against a change of an object (FIELD.md 1, 2.7). */
export function faultsOfChange(kind: AnyKind, old: KubernetesObject, next: KubernetesObject): readonly string[] {
  return [...faultsOfFinalizers(old, next), ...faultsOfSpecChange(kind, specOf(old), specOf(next))];
}

/** Whether a claim asks for more storage than before. */
export function isGrown(old: KubernetesObject, next: KubernetesObject): boolean {
  return requestedBytes(specOf(next)) > requestedBytes(specOf(old));
}

function requestedBytes({ resources }: JsonObject): number {
  const requests = isJsonObject(resources) ? resources['requests'] : undefined;
  return bytesOf(isJsonObject(requests) ? requests['storage'] : undefined);
}

function faultsOfName(name: string): readonly string[] {
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253
    ? []
    : [
        `metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ];
}

function faultsOfSpec(kind: AnyKind, spec: JsonObject): readonly string[] {
  if (kind.kind === VOLUMES.kind) {
    const { csi } = spec;
    return [
      ...required(isFilled(spec['accessModes']), 'spec.accessModes: Required value'),
      ...required(isFilled(spec['capacity']), 'spec.capacity: Required value'),
      ...required(isFilled(spec['capacity']), 'spec.capacity: Unsupported value: null: supported values: "storage"'),
      ...required(
        VOLUME_SOURCES.some((source) => spec[source] !== undefined),
        'spec: Required value: must specify a volume type',
      ),
      ...required(!isJsonObject(csi) || isFilled(csi['driver']), 'spec.csi.driver: Required value'),
      ...required(!isJsonObject(csi) || isFilled(csi['volumeHandle']), 'spec.csi.volumeHandle: Required value'),
    ];
  }
  if (kind.kind !== CLAIMS.kind) return [];
  const resources = isJsonObject(spec['resources']) ? spec['resources'] : {};
  const requests = isJsonObject(resources['requests']) ? resources['requests'] : {};
  return [
    ...required(isFilled(spec['accessModes']), 'spec.accessModes: Required value: at least 1 access mode is required'),
    ...required(isFilled(requests['storage']), 'spec.resources[storage]: Required value'),
  ];
}

const VOLUME_SOURCES = ['csi', 'hostPath', 'nfs', 'local', 'iscsi', 'fc', 'awsElasticBlockStore'];

function faultsOfFinalizers(old: KubernetesObject, next: KubernetesObject): readonly string[] {
  if (old.metadata.deletionTimestamp === undefined) return [];
  const added = (next.metadata.finalizers ?? []).filter((name) => old.metadata.finalizers?.includes(name) !== true);
  if (added.length === 0) return [];
  const names = added.map((name) => `"${name}"`).join(', ');
  return [
    `metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`,
  ];
}

function faultsOfSpecChange(kind: AnyKind, old: JsonObject, next: JsonObject): readonly string[] {
  switch (kind.kind) {
    case VOLUMES.kind:
      return [
        ...required(
          VOLUME_SOURCES.every((source) => isSameJson(old[source], next[source])),
          'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
        ),
        ...required(
          isSameJson(old['volumeMode'], next['volumeMode']),
          `volumeMode: Invalid value: ${JSON.stringify(next['volumeMode'] ?? null)}: field is immutable`,
        ),
      ];
    case CLAIMS.kind:
      return required(
        isSameJson(fixedPartOfClaim(old), fixedPartOfClaim(next, old)),
        'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      );
    case PODS.kind:
      return required(
        isSameJson(old, next),
        'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
      );
    default:
      return [];
  }
}

/** `volumeName` may be set once (FIELD.md 2.9). */
function fixedPartOfClaim(spec: JsonObject, old: JsonObject = spec): JsonObject {
  const { resources: _free, volumeName, ...fixed } = spec;
  return isFilled(old['volumeName']) ? { ...fixed, volumeName } : fixed;
}

function required(isFine: boolean, fault: string): readonly string[] {
  return isFine ? [] : [fault];
}

function isFilled(value: JsonObject[string]): boolean {
  if (Array.isArray(value) || typeof value === 'string') return value.length > 0;
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function specOf(object: KubernetesObject): JsonObject {
  return isJsonObject(object['spec']) ? object['spec'] : {};
}
