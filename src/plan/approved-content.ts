import type { JsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Holder } from '../model/observation.js';
import type { Plan } from '../model/plan.js';
import { canonicalJson } from './last-applied.js';
import { isTerminating } from './pod-facts.js';
import { content, withoutBindingMarks } from './same-content.js';

/**
 * What approval of a plan is bound to, as canonical JSON for a digest: claim and volume as they stand, where they are to
 * arrive, and whose Pods stop (DESIGN, What always holds, 1). The objects' content is what `recheck` compares. Versions,
 * status and which Pods a workload has at the moment are left out.
 */
export function approvedContent({ observed, target, stops }: Plan): string {
  // What admission adds is not the user's wish, and no dry run of ours has seen it.
  const { claim, volume, pods, admitted, ...wishes } = target;
  return canonicalJson({
    namespace: observed.namespace,
    claimName: observed.claimName,
    claim: standing(observed.claim),
    volume: standing(observed.volume),
    target: { ...wishes, claim: content(claim), volume: content(volume), pods: pods.map(content) },
    stops: whose(stops),
  });
}

function standing(object: KubernetesObject | undefined): JsonObject | null {
  if (object === undefined) return null;
  return { ...content(withoutBindingMarks(object)), isTerminating: isTerminating(object) };
}

/** Each workload once, in an order of its own; a bare Pod by itself, since nothing brings back another. */
function whose(stops: readonly Holder[]): readonly JsonObject[] {
  const owners = stops.map(({ pod, workload }): JsonObject => {
    const { name, uid } = pod.metadata;
    return workload === undefined
      ? { kind: 'Pod', name, uid }
      : { kind: workload.kind, name: workload.name, uid: workload.uid };
  });
  const distinct = new Map(owners.map((owner) => [canonicalJson(owner), owner]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, owner]) => owner);
}
