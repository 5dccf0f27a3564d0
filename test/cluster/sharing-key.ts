import type { ApiClient } from './api-client.js';
import type { Pod } from './pod-watch.js';
import type { S3Volume } from './workload-volumes.js';

/** What decides which Mountpoint Pod a Pod is given for a volume. */
export async function sharingKeyOf(api: ApiClient, pod: Pod, { metadata, spec }: S3Volume): Promise<SharingKey> {
  const authenticationSource = spec.csi?.volumeAttributes?.['authenticationSource'] ?? '';
  const key = {
    nodeName: pod.spec.nodeName ?? '',
    persistentVolumeName: metadata.name,
    volumeID: spec.csi?.volumeHandle ?? '',
    mountOptions: (spec.mountOptions ?? []).join(','),
    authenticationSource: authenticationSource === '' ? 'driver' : authenticationSource,
    workloadFSGroup: String(pod.spec.securityContext?.fsGroup ?? ''),
  };
  return authenticationSource === 'pod' ? { ...key, ...(await keyOfPodAuthentication(api, pod)) } : key;
}

export function isSameKey(one: SharingKey, other: SharingKey): boolean {
  return KEY_FIELDS.every((field) => (one[field] ?? '') === (other[field] ?? ''));
}

const KEY_FIELDS = [
  'nodeName',
  'persistentVolumeName',
  'volumeID',
  'mountOptions',
  'authenticationSource',
  'workloadFSGroup',
  'workloadNamespace',
  'workloadServiceAccountName',
  'workloadServiceAccountIAMRoleARN',
] as const;

/** A MountpointS3PodAttachment: which Pods use which Mountpoint Pods of one sharing key. */
export interface Attachment {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly resourceVersion?: string };
  readonly spec: SharingKey & { readonly mountpointS3PodAttachments: Readonly<Record<string, readonly Workload[]>> };
}

export interface Workload {
  readonly workloadPodUID: string;
  readonly attachmentTime: string;
}

/**
 * Equal for two Pods that may share a Mountpoint Pod. Neither the bucket nor the volume's uid is part of it
 * (FIELD.md 3).
 */
export interface SharingKey {
  readonly nodeName: string;
  readonly persistentVolumeName: string;
  readonly volumeID: string;
  readonly mountOptions: string;
  readonly authenticationSource: string;
  readonly workloadFSGroup: string;
  readonly workloadNamespace?: string;
  readonly workloadServiceAccountName?: string;
  readonly workloadServiceAccountIAMRoleARN?: string;
}

const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

async function keyOfPodAuthentication(api: ApiClient, pod: Pod): Promise<Partial<SharingKey>> {
  const { namespace } = pod.metadata;
  const name = pod.spec.serviceAccountName ?? 'default';
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
  const { body } = await api.expect('GET', path, undefined, [404]);
  const { metadata } = body as { metadata?: { annotations?: Record<string, string> } };
  const role = metadata?.annotations?.[ROLE_ANNOTATION];
  return {
    workloadNamespace: namespace,
    workloadServiceAccountName: name,
    ...(role === undefined ? {} : { workloadServiceAccountIAMRoleARN: role }),
  };
}
