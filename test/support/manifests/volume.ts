import type { PersistentVolume } from '../../../src/model/objects.js';
import { withLastApplied } from './last-applied.js';

export interface VolumeManifest {
  readonly name?: string;
  /** The claim that it waits for; `null` for a volume that any claim may take. */
  readonly claim?: string | null;
  readonly namespace?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Unique in a cluster (FIELD.md 3). */
  readonly handle?: string;
  readonly mountOptions?: readonly string[];
  readonly reclaimPolicy?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Adds the annotation that `kubectl apply` leaves (FIELD.md 2.13). */
  readonly isApplied?: boolean;
}

/** A static volume of the S3 CSI driver as its documentation writes it. */
export function volume(manifest: VolumeManifest = {}): PersistentVolume {
  const { name = 's3-pv', namespace = 'app', claim = 's3-pvc', handle = `${name}-handle` } = manifest;
  const { labels = {}, annotations = {}, isApplied = false, reclaimPolicy = 'Retain' } = manifest;
  const { attributes = { bucketName: 'my-bucket' }, mountOptions = ['allow-delete', 'region eu-central-1'] } = manifest;
  const object: PersistentVolume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels: { 'app.kubernetes.io/part-of': 'shop', ...labels }, annotations },
    spec: {
      capacity: { storage: '1200Gi' },
      accessModes: ['ReadWriteMany'],
      storageClassName: '',
      persistentVolumeReclaimPolicy: reclaimPolicy,
      ...(claim === null ? {} : { claimRef: { namespace, name: claim } }),
      mountOptions,
      csi: { driver: 's3.csi.aws.com', volumeHandle: handle, volumeAttributes: attributes },
    },
  };
  return isApplied ? withLastApplied(object) : object;
}
