/** Namespace of the Mountpoint Pods. */
export const MOUNT_NAMESPACE = 'mount-s3';
export const DRIVER_NAME = 's3.csi.aws.com';

export type DriverVersion = `v1.${number}.${number}` | `v2.${number}.${number}`;

/** An object and the collection it is created in. */
export interface Placed {
  readonly collection: string;
  readonly object: object;
}

/**
 * What an installed driver shows of itself, and what its version is told from (FIELD.md 3): v1 mounts from the host
 * and has no controller.
 */
export function driverObjects(version: DriverVersion): Placed[] {
  const isV1 = version.startsWith('v1.');
  return [
    { collection: '/apis/storage.k8s.io/v1/csidrivers', object: csiDriver },
    { collection: '/apis/apps/v1/namespaces/kube-system/daemonsets', object: nodePlugin(version, isV1) },
    ...(isV1
      ? []
      : [
          { collection: '/api/v1/namespaces', object: mountNamespace },
          { collection: '/apis/apps/v1/namespaces/kube-system/deployments', object: controller(version) },
        ]),
  ];
}

const csiDriver = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: DRIVER_NAME },
  spec: { attachRequired: false, podInfoOnMount: true, requiresRepublish: true },
};

const mountNamespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: MOUNT_NAMESPACE } };

function nodePlugin(version: DriverVersion, isV1: boolean): object {
  const image = imageOf(version);
  const initContainers = isV1 ? { initContainers: [{ name: 'install-mountpoint', image }] } : {};
  const spec = { ...initContainers, containers: [{ name: 's3-plugin', image }] };
  return workload('DaemonSet', 's3-csi-node', {}, spec);
}

function controller(version: DriverVersion): object {
  const spec = { containers: [{ name: 's3-csi-controller', image: imageOf(version) }] };
  return workload('Deployment', 's3-csi-controller', { replicas: 1 }, spec);
}

function workload(kind: string, name: string, more: object, podSpec: object): object {
  const labels = { 'app.kubernetes.io/name': 'aws-mountpoint-s3-csi-driver' };
  const podLabels = { ...labels, app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      ...more,
      selector: { matchLabels: podLabels },
      template: { metadata: { labels: podLabels }, spec: podSpec },
    },
  };
}

function imageOf(version: DriverVersion): string {
  return `aws-mountpoint-s3-csi-driver:${version}`;
}
