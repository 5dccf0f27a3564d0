import type { AttributeValue, KnownAttribute } from '../model/attribute.js';

export type { AttributeValue, KnownAttribute } from '../model/attribute.js';

/** Keys with this prefix are the only unknown ones that the driver refuses rather than ignores (FIELD.md 3). */
export const MOUNTPOINT_ENV_PREFIX = 'mountpointEnv.';

const TEXT: AttributeValue = { kind: 'text' };
const QUANTITY: AttributeValue = { kind: 'quantity' };

/** Every volumeAttribute the driver reads (FIELD.md 3). Keys are case-sensitive; unknown ones are ignored silently. */
export const KNOWN_ATTRIBUTES: readonly KnownAttribute[] = [
  { key: 'bucketName', meaning: 'the S3 bucket to mount', value: TEXT, since: '1.0', required: true },
  {
    key: 'authenticationSource',
    meaning: "whose credentials reach S3: the driver's (default) or the workload Pod's",
    value: { kind: 'enum', allowed: ['driver', 'pod'] },
    since: '1.9',
  },
  {
    key: 'stsRegion',
    meaning: 'region of STS, for authenticationSource=pod with IRSA',
    value: { kind: 'region' },
    since: '1.9',
  },
  {
    key: 'cache',
    meaning: 'what kind of volume caches data beside each mount; no cache without it',
    value: { kind: 'enum', allowed: ['emptyDir', 'ephemeral'] },
    since: '2.0',
  },
  {
    key: 'cacheEmptyDirSizeLimit',
    meaning: 'most the cache may hold, for cache=emptyDir',
    value: QUANTITY,
    since: '2.0',
  },
  {
    key: 'cacheEmptyDirMedium',
    meaning: "Memory for a cache in RAM, empty for the node's disk, for cache=emptyDir",
    value: { kind: 'enum', allowed: ['Memory'] },
    since: '2.0',
  },
  {
    key: 'cacheEphemeralStorageClassName',
    meaning: "StorageClass of the cache's volume, required with cache=ephemeral",
    value: TEXT,
    since: '2.0',
  },
  {
    key: 'cacheEphemeralStorageResourceRequest',
    meaning: "size of the cache's volume, required with cache=ephemeral",
    value: QUANTITY,
    since: '2.0',
  },
  {
    key: 'mountpointContainerResourcesRequestsCpu',
    meaning: 'CPU that a Mountpoint Pod requests',
    value: QUANTITY,
    since: '2.0',
  },
  {
    key: 'mountpointContainerResourcesRequestsMemory',
    meaning: 'memory that a Mountpoint Pod requests',
    value: QUANTITY,
    since: '2.0',
  },
  {
    key: 'mountpointContainerResourcesLimitsCpu',
    meaning: 'CPU that a Mountpoint Pod may use at most',
    value: QUANTITY,
    since: '2.0',
  },
  {
    key: 'mountpointContainerResourcesLimitsMemory',
    meaning: 'memory that a Mountpoint Pod may use at most',
    value: QUANTITY,
    since: '2.0',
  },
  {
    key: 'mountpointPodServiceAccountName',
    meaning: 'ServiceAccount in mount-s3 that the Mountpoint Pods run as',
    value: { kind: 'service-account' },
    since: '2.0',
  },
  {
    key: `${MOUNTPOINT_ENV_PREFIX}HTTPS_PROXY`,
    meaning: 'HTTPS proxy on the way to S3',
    value: TEXT,
    since: '2.6',
  },
  {
    key: `${MOUNTPOINT_ENV_PREFIX}NO_PROXY`,
    meaning: 'hosts that are reached without the proxy',
    value: TEXT,
    since: '2.6',
  },
];
