import type { ApprovedWorkload } from '../model/journal.js';
import type { Json, JsonObject } from '../model/json.js';
import { isJsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import { isTerminating } from './pod-facts.js';

/**
 * How many Pods on the claim a workload still wants, by what it says of itself now: somebody may have scaled it down, its
 * node may be gone, its Job may be complete.
 *
 * @param object as it stands; undefined where it is gone
 * @returns undefined where it does not say
 */
export function podsWantedBy(
  workload: Pick<ApprovedWorkload, 'uid'>,
  object: KubernetesObject | undefined,
  claimName: string,
): number | undefined {
  if (object?.metadata.uid !== workload.uid || isTerminating(object)) return 0;
  const [spec, status] = [mapAt(object, 'spec'), mapAt(object, 'status')];
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return numberIn(spec, 'replicas') ?? 1;
    case 'StatefulSet':
      return ofSet(spec, object.metadata.name, claimName);
    case 'DaemonSet':
      return numberIn(status, 'desiredNumberScheduled');
    case 'Job':
      return ofJob(spec, status);
    default:
      return undefined;
  }
}

/** Where the set makes the claims, each is for one Pod, by its ordinal: template-set-ordinal (FIELD.md 2.9). */
function ofSet(spec: JsonObject, name: string, claimName: string): number {
  const replicas = numberIn(spec, 'replicas') ?? 1;
  const ends = claimName.lastIndexOf(`-${name}-`);
  const ordinal = ends < 0 ? NaN : Number(claimName.slice(ends + name.length + 2));
  if (!Array.isArray(spec['volumeClaimTemplates']) || !Number.isInteger(ordinal)) return replicas;
  const ordinals = spec['ordinals'];
  const first = isJsonObject(ordinals) ? (numberIn(ordinals, 'start') ?? 0) : 0;
  return ordinal >= first && ordinal < first + replicas ? 1 : 0;
}

function ofJob(spec: JsonObject, status: JsonObject): number {
  const succeeded = numberIn(status, 'succeeded') ?? 0;
  if (spec['suspend'] === true || hasEnded(status)) return 0;
  const parallelism = numberIn(spec, 'parallelism') ?? 1;
  const completions = numberIn(spec, 'completions');
  // Without a number one success is enough, and no further Pods are begun then.
  if (completions === undefined) return succeeded > 0 ? 0 : parallelism;
  return Math.min(parallelism, Math.max(0, completions - succeeded));
}

function hasEnded(status: JsonObject): boolean {
  const conditions = status['conditions'];
  if (!Array.isArray(conditions)) return false;
  return (conditions as readonly Json[]).some(
    (condition) =>
      isJsonObject(condition) &&
      condition['status'] === 'True' &&
      (condition['type'] === 'Complete' || condition['type'] === 'Failed'),
  );
}

function mapAt(object: KubernetesObject, field: 'spec' | 'status'): JsonObject {
  const value = object[field];
  return isJsonObject(value) ? value : {};
}

function numberIn(map: JsonObject, field: string): number | undefined {
  const value = map[field];
  return typeof value === 'number' ? value : undefined;
}
