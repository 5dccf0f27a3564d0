import type { Json } from '../../../src/model/json.js';
import type { PersistentVolume } from '../../../src/model/objects.js';

export interface S3VolumeParts {
  readonly name?: string;
  readonly volumeHandle?: string;
  /** Beside a bucketName; undefined takes one away. Any JSON, because a manifest can say anything. */
  readonly attributes?: Readonly<Record<string, Json | undefined>>;
  readonly mountOptions?: readonly string[];
  readonly accessModes?: readonly string[];
}

/** A volume of the S3 driver with nothing wrong in it but what is put there. */
export function s3Volume(parts: S3VolumeParts = {}): PersistentVolume {
  const attributes = Object.entries<Json | undefined>({ bucketName: 'a-bucket', ...parts.attributes });
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: parts.name ?? 's3-pv' },
    spec: {
      accessModes: parts.accessModes ?? ['ReadWriteMany'],
      ...(parts.mountOptions === undefined ? {} : { mountOptions: parts.mountOptions }),
      csi: {
        driver: 's3.csi.aws.com',
        volumeHandle: parts.volumeHandle ?? 's3-handle',
        volumeAttributes: Object.fromEntries(attributes.filter(([, value]) => value !== undefined)),
      },
    },
  };
  return volume as PersistentVolume;
}
