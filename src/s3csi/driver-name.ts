/** The names by which the driver and its objects are known in a cluster (FIELD.md 3). */

/** The CSIDriver object, and `spec.csi.driver` of its volumes. */
export const S3_DRIVER = 's3.csi.aws.com';

/** Where the driver is installed, unless somebody chose another place. */
export const DRIVER_NAMESPACE = 'kube-system';

/** Where v2 runs its Mountpoint Pods. */
export const MOUNT_NAMESPACE = 'mount-s3';

/** Names the volume that a Mountpoint Pod serves: a label in 2.0, an annotation since 2.1. */
export const VOLUME_NAME_MARK = 's3.csi.aws.com/volume-name';

/** "true" on a Mountpoint Pod that takes no new workload. */
export const NEEDS_UNMOUNT_ANNOTATION = 's3.csi.aws.com/needs-unmount';

export const NODE_DAEMON_SET = 's3-csi-node';
export const CONTROLLER_DEPLOYMENT = 's3-csi-controller';

/** Carried by the driver's DaemonSets and its Deployment, unless the chart's name was overridden. */
export const DRIVER_LABEL = { key: 'app.kubernetes.io/name', value: 'aws-mountpoint-s3-csi-driver' } as const;

/** The DaemonSet's container whose image is the driver. */
export const PLUGIN_CONTAINER = 's3-plugin';

/** The init container that put Mountpoint on the host, in v1 only. */
export const V1_INIT_CONTAINER = 'install-mountpoint';
