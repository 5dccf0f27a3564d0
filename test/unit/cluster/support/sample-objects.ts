import type { KubernetesObject } from '../../../../src/model/objects.js';
import { POD, VOLUME, type ObjectKey } from '../../../../src/model/references.js';

export const volumeKey: ObjectKey = { resource: VOLUME, name: 's3-pv' };
export const podKey: ObjectKey = { resource: POD, namespace: 'app', name: 'web' };

/** A volume as it is sent; `futureField` is one that no library knows. */
export const volume: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 's3-pv', labels: { team: 'data' } },
  spec: {
    capacity: { storage: '1200Gi' },
    storageClassName: '',
    csi: {
      driver: 's3.csi.aws.com',
      volumeHandle: 'h',
      volumeAttributes: { bucketName: 'b' },
      futureField: { deep: [1, null] },
    },
  },
};

/** The same as a server shows it. */
export function stored(
  object: KubernetesObject,
  uid: string,
  more: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  const metadata = {
    ...object.metadata,
    uid,
    resourceVersion: '7',
    creationTimestamp: new Date().toISOString(),
    ...more,
  };
  return { ...object, metadata };
}

export function pod(name: string, resourceVersion: string, more: Partial<KubernetesObject> = {}): KubernetesObject {
  const metadata = { name, namespace: 'app', uid: `uid-${name}`, resourceVersion };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: {}, ...more };
}
