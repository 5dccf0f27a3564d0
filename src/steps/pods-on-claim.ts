import type { Selection } from '../model/cluster.js';
import { POD } from '../model/references.js';
import { usesClaim } from '../plan/pod-facts.js';

/** The Pods that name the claim. No field of theirs can be asked for it, so it is looked for among all of the namespace. */
export function podsOnClaim(namespace: string, claimName: string): Selection {
  return {
    resource: POD,
    namespace,
    keep: (pod) => usesClaim(pod, claimName),
    // By itself, or as a generic ephemeral volume, which has the claim's name in two pieces.
    words: [JSON.stringify(claimName), '"ephemeral":'],
  };
}
