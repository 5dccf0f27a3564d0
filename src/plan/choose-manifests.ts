import { Failure } from '../model/errors.js';
import type { EditedManifests } from '../model/edits.js';
import { isJsonObject } from '../model/json.js';
import type { ClaimReference, KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';

export interface WantedObjects {
  readonly namespace: string;
  readonly claimName: string;
  /** The driver that the volume must belong to. */
  readonly driver: string;
}

/**
 * Takes the claim and its volume out of what a file or kustomization holds; everything else is left aside.
 *
 * @throws Failure usage, when they name another claim, namespace, volume or driver, stand there twice, or are not there
 */
export function chooseManifests(
  objects: readonly KubernetesObject[],
  wanted: WantedObjects,
  source: string,
): EditedManifests {
  const claim = chooseClaim(objects.filter(isClaim), wanted, source);
  const volume = chooseVolume(objects.filter(isVolume), claim, wanted, source);
  if (claim === undefined && volume === undefined) {
    throw new Failure(
      'usage',
      `${source} has neither claim ${wanted.namespace}/${wanted.claimName} nor a volume for it`,
      {
        hint: 'give the edited manifests of the claim, its volume, or both',
      },
    );
  }
  const leftAside = objects
    .filter((object) => object !== claim && object !== volume)
    .map((object) => `${object.kind}/${object.metadata.name}`);
  return {
    source,
    leftAside,
    ...(claim === undefined
      ? {}
      : { claim: { ...claim, metadata: { ...claim.metadata, namespace: wanted.namespace } } }),
    ...(volume === undefined ? {} : { volume: withoutNamespace(volume) }),
  };
}

function chooseClaim(
  claims: readonly PersistentVolumeClaim[],
  { namespace, claimName }: WantedObjects,
  source: string,
): PersistentVolumeClaim | undefined {
  const named = claims.filter((claim) => claim.metadata.name === claimName);
  const here = named.filter((claim) => namespaceOf(claim, namespace) === namespace);
  if (here.length > 1) throw twice(source, `claim ${namespace}/${claimName}`);
  const [other] = named;
  if (here.length === 0 && other !== undefined) {
    throw new Failure(
      'usage',
      `${source} has claim ${claimName} in namespace ${String(other.metadata.namespace)}, not in ${namespace}`,
      {
        hint: `correct the manifest, or give -n ${String(other.metadata.namespace)}`,
      },
    );
  }
  const [first] = claims;
  if (here.length === 0 && first !== undefined && claims.length === 1) {
    throw new Failure('usage', `${source} has claim ${first.metadata.name}, not ${claimName}`, {
      hint: `correct the manifest, or name that claim: kubectl s3csi-recreate ${first.metadata.name}`,
    });
  }
  return here[0];
}

function chooseVolume(
  volumes: readonly PersistentVolume[],
  claim: PersistentVolumeClaim | undefined,
  wanted: WantedObjects,
  source: string,
): PersistentVolume | undefined {
  const named = claim?.spec.volumeName ?? undefined;
  const candidates = volumes.filter((volume) => {
    const reference = claimRefOf(volume);
    if (named !== undefined && named !== '') return volume.metadata.name === named;
    if (reference === undefined) return volumes.length === 1;
    return (
      (reference.name ?? wanted.claimName) === wanted.claimName &&
      (reference.namespace ?? wanted.namespace) === wanted.namespace
    );
  });
  if (candidates.length > 1) throw twice(source, `a volume for claim ${wanted.namespace}/${wanted.claimName}`);
  const [volume] = candidates;
  const [only] = volumes;
  if (volume === undefined && only !== undefined && volumes.length === 1)
    throw namesAnother(only, named, wanted, source);
  if (volume === undefined) return undefined;
  requireSameClaim(volume, wanted, source);
  const driver = volume.spec.csi?.driver;
  if (driver !== wanted.driver) {
    throw new Failure(
      'usage',
      `volume ${volume.metadata.name} in ${source} has driver ${driver ?? 'none'}, not ${wanted.driver}`,
      {
        hint: 'this command only changes volumes of the S3 CSI driver',
      },
    );
  }
  return volume;
}

function requireSameClaim(volume: PersistentVolume, { namespace, claimName }: WantedObjects, source: string): void {
  const reference = claimRefOf(volume);
  if (reference === undefined) return;
  const [refNamespace, refName] = [reference.namespace ?? namespace, reference.name ?? claimName];
  if (refNamespace === namespace && refName === claimName) return;
  throw new Failure(
    'usage',
    `volume ${volume.metadata.name} in ${source} is for claim ${refNamespace}/${refName}, not ${namespace}/${claimName}`,
    { hint: 'correct its spec.claimRef' },
  );
}

function namesAnother(
  volume: PersistentVolume,
  named: string | undefined,
  wanted: WantedObjects,
  source: string,
): Failure {
  const reference = claimRefOf(volume);
  const { namespace, claimName } = wanted;
  return named === undefined || named === ''
    ? new Failure(
        'usage',
        `volume ${volume.metadata.name} in ${source} is for claim ${String(reference?.namespace)}/${String(reference?.name)}, not ${namespace}/${claimName}`,
        {
          hint: 'correct its spec.claimRef',
        },
      )
    : new Failure('usage', `${source} has volume ${volume.metadata.name}, but its claim names volume ${named}`, {
        hint: 'correct the manifest',
      });
}

/** Fields that were left empty in a file are null, and say nothing. */
function claimRefOf(volume: PersistentVolume): ClaimReference | undefined {
  return volume.spec.claimRef ?? undefined;
}

function namespaceOf({ metadata }: KubernetesObject, otherwise: string): string {
  return metadata.namespace === undefined || metadata.namespace === '' ? otherwise : (metadata.namespace ?? otherwise);
}

function twice(source: string, what: string): Failure {
  return new Failure('usage', `${source} has ${what} more than once`, { hint: 'keep the one that counts' });
}

/** As kubectl does, which knows that volumes have none. */
function withoutNamespace(volume: PersistentVolume): PersistentVolume {
  const { namespace, ...metadata } = volume.metadata;
  return { ...volume, metadata: { ...metadata, name: volume.metadata.name } };
}

function isClaim(object: KubernetesObject): object is PersistentVolumeClaim {
  return object.kind === 'PersistentVolumeClaim' && object.apiVersion === 'v1' && isJsonObject(object['spec']);
}

function isVolume(object: KubernetesObject): object is PersistentVolume {
  return object.kind === 'PersistentVolume' && object.apiVersion === 'v1' && isJsonObject(object['spec']);
}
