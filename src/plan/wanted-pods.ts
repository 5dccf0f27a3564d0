import type { ApprovedWorkload } from '../model/journal.js';
import { isJsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import { fieldAt, listAt, numberAt } from '../s3csi/json-fields.js';
import { isTerminating } from './pod-facts.js';
import { ordinalOf } from './template-claim.js';

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
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return numberAt(object, 'spec', 'replicas') ?? 1;
    case 'StatefulSet':
      return ofSet(object, claimName);
    case 'DaemonSet':
      return numberAt(object, 'status', 'desiredNumberScheduled');
    case 'Job':
      return ofJob(object);
    default:
      return undefined;
  }
}

/** Where the set makes the claims, each is for one Pod. */
function ofSet(set: KubernetesObject, claimName: string): number {
  const replicas = numberAt(set, 'spec', 'replicas') ?? 1;
  const ordinal = ordinalOf(claimName, set.metadata.name);
  if (ordinal === undefined || !Array.isArray(fieldAt(set, 'spec', 'volumeClaimTemplates'))) return replicas;
  const first = numberAt(set, 'spec', 'ordinals', 'start') ?? 0;
  return ordinal >= first && ordinal < first + replicas ? 1 : 0;
}

function ofJob(job: KubernetesObject): number {
  const succeeded = numberAt(job, 'status', 'succeeded') ?? 0;
  if (fieldAt(job, 'spec', 'suspend') === true || hasEnded(job)) return 0;
  const parallelism = numberAt(job, 'spec', 'parallelism') ?? 1;
  const completions = numberAt(job, 'spec', 'completions');
  // Without a number one success is enough, and no further Pods are begun then.
  if (completions === undefined) return succeeded > 0 ? 0 : parallelism;
  return Math.min(parallelism, Math.max(0, completions - succeeded));
}

function hasEnded(job: KubernetesObject): boolean {
  return listAt(job, 'status', 'conditions')
    .filter(isJsonObject)
    .some(({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'));
}
