import type { KubernetesObject } from '../../../src/model/objects.js';
import { attachmentDefinition } from './attachment-definition.js';

export interface DriverManifest {
  /** `2.7.0`, `1.15.0`: from it follow the containers, the controller and the book-keeping (FIELD.md 3). */
  readonly version?: string;
  readonly namespace?: string;
  /** Instead of a tag, as a mirror or a pinned chart has it: `sha256:…`. */
  readonly digest?: string;
}

const NAME = 'aws-mountpoint-s3-csi-driver';
const LABELS = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME };

/** What an installed S3 CSI driver leaves in a cluster, in the order in which it can be created. */
export function driver(manifest: DriverManifest = {}): readonly KubernetesObject[] {
  const { version = '2.7.0', namespace = 'kube-system', digest } = manifest;
  const isV1 = version.startsWith('1.');
  const image = digest === undefined ? `${NAME}:v${version}` : `${NAME}@${digest}`;
  const nodes = daemonSet(image, namespace, isV1);
  const common = [csiDriver(), serviceAccount(namespace, 's3-csi-driver-sa'), nodes];
  // Neither has Mountpoint Pods, as far as v3 is known (FIELD.md 3).
  if (isV1 || version.startsWith('3.')) return common;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mount-s3' } },
    attachmentDefinition(),
    ...common,
    serviceAccount(namespace, 's3-csi-driver-controller-sa'),
    controller(image, namespace),
  ];
}

function csiDriver(): KubernetesObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 's3.csi.aws.com', labels: LABELS },
    spec: {
      attachRequired: false,
      podInfoOnMount: true,
      requiresRepublish: true,
      tokenRequests: [{ audience: 'sts.amazonaws.com', expirationSeconds: 3600 }],
      volumeLifecycleModes: ['Persistent'],
    },
  };
}

function serviceAccount(namespace: string, name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, labels: LABELS } };
}

function daemonSet(image: string, namespace: string, isV1: boolean): KubernetesObject {
  const labels = { ...LABELS, app: 's3-csi-node' };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 's3-csi-node', namespace, labels: LABELS },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 's3-csi-driver-sa',
          ...(isV1 ? { initContainers: [{ name: 'install-mountpoint', image }] } : {}),
          containers: [
            { name: 's3-plugin', image },
            { name: 'node-driver-registrar', image: 'csi-node-driver-registrar:v2.15.0' },
            { name: 'liveness-probe', image: 'livenessprobe:v2.17.0' },
          ],
        },
      },
    },
  };
}

function controller(image: string, namespace: string): KubernetesObject {
  const labels = { ...LABELS, app: 's3-csi-controller' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 's3-csi-controller', namespace, labels: LABELS },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 's3-csi-driver-controller-sa',
          containers: [{ name: 's3-csi-controller', image }],
        },
      },
    },
  };
}
