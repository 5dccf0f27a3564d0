import type { EditedManifests } from '../model/edits.js';
import { ApiError, Failure } from '../model/errors.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import { S3_DRIVER } from '../s3csi/driver-name.js';

/**
 * Refuses what this tool is not for, before a target is thought of: no such claim, a claim without a volume, a volume of
 * another driver, a volume that is not this claim's.
 *
 * @throws ApiError NotFound; Failure refused
 */
export function requireS3Volume(observed: Observation, manifests: EditedManifests | undefined): void {
  const { claim, volume, namespace, claimName } = observed;
  if (claim === undefined && volume === undefined && manifests === undefined) {
    throw new ApiError('NotFound', 404, `claim ${namespace}/${claimName} does not exist`, {
      hint: `check the name and the namespace (-n); where claim and volume are gone, give their manifests with -f FILE`,
    });
  }
  if (claim !== undefined && volume === undefined && manifests?.volume === undefined) throw withoutVolume(claim);
  if (volume !== undefined) {
    requireS3(volume);
    requireThisClaim(volume, observed);
  }
  requireSameNames(observed, manifests);
}

function withoutVolume(claim: PersistentVolumeClaim): Failure {
  const { name, namespace = '' } = claim.metadata;
  const { volumeName } = claim.spec;
  const why =
    volumeName === undefined || volumeName === ''
      ? `is ${claim.status?.phase ?? 'Pending'} and has no volume`
      : `names volume ${volumeName}, which does not exist`;
  return new Failure('refused', `claim ${namespace}/${name} ${why}`, {
    hint: 'give the manifest of its volume with -f FILE',
  });
}

function requireS3(volume: PersistentVolume): void {
  const driver = volume.spec.csi?.driver;
  if (driver === S3_DRIVER) return;
  const what = driver === undefined ? 'is not a CSI volume' : `belongs to the driver ${driver}`;
  throw new Failure('refused', `volume ${volume.metadata.name} ${what}`, {
    hint: `this command only changes volumes of the S3 CSI driver (${S3_DRIVER})`,
  });
}

/** A volume that names no claim could be bound by anybody as soon as it is recreated. */
function requireThisClaim(volume: PersistentVolume, { namespace, claimName, claim }: Observation): void {
  const { name } = volume.metadata;
  const reference = volume.spec.claimRef;
  if (reference?.name === undefined) {
    throw new Failure(
      'refused',
      `volume ${name} has no claimRef, so it does not belong to claim ${namespace}/${claimName}`,
      {
        hint: 'wait until the claim is Bound, or set spec.claimRef of the volume to it',
      },
    );
  }
  if (reference.namespace !== namespace || reference.name !== claimName) {
    throw new Failure(
      'refused',
      `volume ${name} belongs to claim ${String(reference.namespace)}/${reference.name}, not to ${namespace}/${claimName}`,
      {
        hint: 'correct spec.volumeName of the claim, or name the other claim',
      },
    );
  }
  const { uid } = reference;
  if (claim?.status?.phase === 'Bound' && uid !== undefined && uid !== claim.metadata.uid) {
    throw new Failure('refused', `volume ${name} is bound to another claim of the name ${namespace}/${claimName}`, {
      hint: 'wait until the volume controller has settled, then run the command again',
    });
  }
}

function requireSameNames({ claim, volume }: Observation, manifests: EditedManifests | undefined): void {
  const wanted = manifests?.volume?.metadata.name ?? manifests?.claim?.spec.volumeName ?? '';
  const present = volume?.metadata.name ?? claim?.spec.volumeName ?? '';
  if (wanted === '' || present === '' || wanted === present) return;
  throw new Failure(
    'usage',
    `${manifests?.source ?? 'the manifest'} names volume ${wanted}, but the claim's volume is ${present}`,
    {
      hint: 'this command keeps the names; correct the manifest',
    },
  );
}
