import { isJsonObject } from '../../../../src/model/json.js';
import type { PersistentVolume, Pod } from '../../../../src/model/objects.js';
import { CLAIMS, SERVICE_ACCOUNTS, VOLUMES } from '../kinds.js';
import { claimNamesOf } from '../pod-facts.js';
import type { World } from '../world.js';

const DRIVER = 's3.csi.aws.com';
const ROLE = 'eks.amazonaws.com/role-arn';

/** The S3 volumes that the Pod's claims are bound to. */
export function s3VolumesOf({ api }: World, pod: Pod): readonly PersistentVolume[] {
  return claimNamesOf(pod).flatMap((name) => {
    const claim = api.read(CLAIMS, { name, namespace: pod.metadata.namespace });
    const volume = api.read(VOLUMES, { name: claim?.spec.volumeName ?? '' });
    const isBound = claim?.status?.phase === 'Bound' && volume?.spec.claimRef?.uid === claim.metadata.uid;
    return volume !== undefined && isBound && volume.spec.csi?.driver === DRIVER ? [volume] : [];
  });
}

/** What a Pod must share with a mount to be given it: by name and handle, not by uid, bucket or region (FIELD.md 3). */
export function sharingKeyOf({ api }: World, pod: Pod, { metadata, spec }: PersistentVolume) {
  const authenticationSource = spec.csi?.volumeAttributes?.['authenticationSource'] ?? 'driver';
  const { securityContext } = pod.spec;
  const fsGroup = isJsonObject(securityContext) ? securityContext['fsGroup'] : undefined;
  return {
    nodeName: pod.spec.nodeName ?? '',
    persistentVolumeName: metadata.name,
    volumeID: spec.csi?.volumeHandle ?? '',
    mountOptions: (spec.mountOptions ?? []).join(','),
    authenticationSource,
    workloadFSGroup: typeof fsGroup === 'number' ? String(fsGroup) : '',
    ...(authenticationSource === 'pod' ? identityOf(api, pod) : {}),
  };
}

function identityOf(api: World['api'], pod: Pod) {
  const { namespace = '' } = pod.metadata;
  const given = pod.spec['serviceAccountName'];
  const name = typeof given === 'string' ? given : 'default';
  const account = api.read(SERVICE_ACCOUNTS, { name, namespace });
  return {
    workloadNamespace: namespace,
    workloadServiceAccountName: name,
    workloadServiceAccountIAMRoleARN: account?.metadata.annotations?.[ROLE] ?? '',
  };
}
