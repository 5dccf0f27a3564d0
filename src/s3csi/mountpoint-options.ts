/** One of Mountpoint's own options, as `spec.mountOptions` takes it. */
export interface MountpointOption {
  readonly name: string;
  /** One line for help. */
  readonly meaning: string;
  /** What its value is; a switch has none. */
  readonly value?: string;
}

/**
 * The options of Mountpoint that make sense in a volume of the driver: without those that the driver sets itself (foreground,
 * logs, unmounting), and without credentials, which are the driver's matter. Others may be given too; this list only helps to type.
 */
export const MOUNTPOINT_OPTIONS: readonly MountpointOption[] = [
  { name: 'allow-delete', meaning: 'let files be deleted' },
  { name: 'allow-overwrite', meaning: 'let files be written anew' },
  { name: 'allow-other', meaning: 'let users other than the mounting one in' },
  { name: 'allow-root', meaning: 'let root in' },
  { name: 'read-only', meaning: 'no writing at all' },
  { name: 'incremental-upload', meaning: 'let files be appended to' },
  { name: 'uid', meaning: 'the owner of all files', value: 'UID' },
  { name: 'gid', meaning: 'the group of all files', value: 'GID' },
  { name: 'dir-mode', meaning: 'permissions of folders, 0755 by default', value: 'MODE' },
  { name: 'file-mode', meaning: 'permissions of files, 0644 by default', value: 'MODE' },
  { name: 'prefix', meaning: 'mount only what begins so, with a slash at its end', value: 'PREFIX' },
  { name: 'region', meaning: "the bucket's region", value: 'REGION' },
  { name: 'endpoint-url', meaning: 'the address of S3', value: 'URL' },
  { name: 'force-path-style', meaning: 'name the bucket in the path, not in the host' },
  { name: 'transfer-acceleration', meaning: 'use S3 Transfer Acceleration' },
  { name: 'dual-stack', meaning: 'use dual-stack endpoints' },
  { name: 'requester-pays', meaning: 'pay for the requests oneself' },
  { name: 'expected-bucket-owner', meaning: 'the account that must own the bucket', value: 'ACCOUNT' },
  { name: 'storage-class', meaning: 'storage class of new objects', value: 'CLASS' },
  { name: 'sse', meaning: 'encryption of new objects', value: 'ALGORITHM' },
  { name: 'sse-kms-key-id', meaning: 'the KMS key for it, by its ARN', value: 'ARN' },
  { name: 'upload-checksums', meaning: 'checksums of uploads: crc32c or off', value: 'ALGORITHM' },
  { name: 'metadata-ttl', meaning: 'how long metadata is kept: seconds, minimal or indefinite', value: 'TTL' },
  { name: 'negative-metadata-ttl', meaning: 'the same for what does not exist', value: 'TTL' },
  { name: 'max-cache-size', meaning: 'most the cache may hold, in MiB', value: 'MIB' },
  { name: 'max-threads', meaning: 'most requests that are served at a time, 16 by default', value: 'N' },
  { name: 'maximum-throughput-gbps', meaning: 'the throughput to aim at', value: 'GBPS' },
  { name: 'part-size', meaning: 'bytes of a part that is read or written', value: 'BYTES' },
  { name: 'read-part-size', meaning: 'bytes of a part that is read', value: 'BYTES' },
  { name: 'write-part-size', meaning: 'bytes of a part that is written', value: 'BYTES' },
  { name: 'debug', meaning: "Mountpoint's own debug log" },
  { name: 'debug-crt', meaning: 'the debug log of its S3 client' },
  { name: 'log-metrics', meaning: 'performance figures in the log' },
];
