import type { Cluster } from '../model/cluster.js';
import type { EditedManifests } from '../model/edits.js';
import { ApiError, isApiError } from '../model/errors.js';
import type { PersistentVolume } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import { VOLUME } from '../model/references.js';
import { requireS3Volume } from '../plan/require-s3-volume.js';

/** As requireS3Volume; whoever has named the volume in the place of its claim is told the claim. */
export async function requireSubject(
  observed: Observation,
  manifests: EditedManifests | undefined,
  cluster: Cluster,
): Promise<void> {
  try {
    requireS3Volume(observed, manifests);
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
    throw (await claimInstead(error, observed.claimName, cluster)) ?? error;
  }
}

async function claimInstead(error: ApiError, name: string, cluster: Cluster): Promise<ApiError | undefined> {
  // A claim's name may be none for a volume, and volumes may not be for this user to see.
  const volume = await cluster.get({ resource: VOLUME, name }).catch(() => undefined);
  const claim = (volume as PersistentVolume | undefined)?.spec.claimRef;
  if (claim?.namespace === undefined || claim.name === undefined) return undefined;
  return new ApiError(error.reason, error.status, error.message, {
    hint: `there is a volume ${name}, of claim ${claim.namespace}/${claim.name}; name the claim: kubectl s3csi-recreate ${claim.name} -n ${claim.namespace}`,
    cause: error,
  });
}
