import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../../src/model/objects.js';
import { claimNamesOf } from '../pod-facts.js';
import type { LaggedView } from './lagged-view.js';

/** Why the scheduler does not take the Pod for its claims' sake, in its words (FIELD.md 2.2); undefined when it does. */
export function refusalOf(
  pod: Pod,
  claims: LaggedView<PersistentVolumeClaim>,
  volumes: LaggedView<PersistentVolume>,
): string | undefined {
  for (const name of claimNamesOf(pod)) {
    const why = refusalForClaim(name, claims.read({ name, namespace: pod.metadata.namespace }), volumes);
    // The scheduler's sentence ends like this in 1.36, whatever the reason.
    if (why !== undefined) return `${why}. not found`;
  }
  return undefined;
}

function refusalForClaim(
  name: string,
  claim: PersistentVolumeClaim | undefined,
  volumes: LaggedView<PersistentVolume>,
): string | undefined {
  if (claim === undefined) return `persistentvolumeclaim "${name}" not found`;
  const { volumeName = '' } = claim.spec;
  if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  if (claim.status?.phase === 'Lost') {
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${volumeName}"`;
  }
  if (claim.status?.phase !== 'Bound') return 'pod has unbound immediate PersistentVolumeClaims';
  return volumes.read({ name: volumeName }) === undefined ? `persistentvolume "${volumeName}" not found` : undefined;
}
