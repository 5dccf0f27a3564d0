import type { PersistentVolumeClaim } from '../../../src/model/objects.js';
import { withLastApplied } from './last-applied.js';

export interface ClaimManifest {
  readonly name?: string;
  readonly namespace?: string;
  /** The volume it asks for; `null` leaves the choice to the binder. */
  readonly volume?: string | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Adds the annotation that `kubectl apply` leaves (FIELD.md 2.13). */
  readonly isApplied?: boolean;
}

export function claim(manifest: ClaimManifest = {}): PersistentVolumeClaim {
  const { name = 's3-pvc', namespace = 'app', volume = 's3-pv' } = manifest;
  const { labels = {}, annotations = {}, isApplied = false } = manifest;
  const object: PersistentVolumeClaim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': 'shop', ...labels }, annotations },
    spec: {
      accessModes: ['ReadWriteMany'],
      storageClassName: '',
      resources: { requests: { storage: '1200Gi' } },
      ...(volume === null ? {} : { volumeName: volume }),
    },
  };
  return isApplied ? withLastApplied(object) : object;
}
