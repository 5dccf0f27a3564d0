import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from './objects.js';

/** The controller at the top of a Pod's owner chain, which brings a deleted Pod back. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A Pod that names the claim in its volumes. Only one with a node holds it (FIELD.md 2.1). */
export interface Holder {
  readonly pod: Pod;
  /** Absent for a bare Pod, which does not come back by itself (FIELD.md 2.11). */
  readonly workload?: Workload;
  /** The node that its controller puts every new Pod on, past the scheduler. */
  readonly presetNode?: string;
  /** Of a Job's Pod, where the Job may be read. */
  readonly job?: JobTally;
}

/** How far a Job is, and how many failures more it puts up with (Kubernetes, Jobs, "Pod backoff failure policy"). */
export interface JobTally {
  readonly completions: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly backoffLimit: number;
  /** Of an Indexed Job; then each index counts by itself. */
  readonly backoffLimitPerIndex?: number;
}

/** What stands in the cluster about one claim and its volume, read at one time. The input of the plan. */
export interface Observation {
  readonly namespace: string;
  readonly claimName: string;
  readonly claim?: PersistentVolumeClaim;
  readonly volume?: PersistentVolume;
  readonly holders: readonly Holder[];
  readonly driver: DriverIdentity;
  /** Attachments (s3pa) of the volume; empty where the driver has no such book-keeping. */
  readonly attachments: readonly KubernetesObject[];
  /** The PodDisruptionBudgets of the namespace; empty where they may not be read. */
  readonly budgets: readonly KubernetesObject[];
  /** Whether there may be budgets that may not be read. */
  readonly hidesBudgets?: true;
  /** VolumeAttachments (storage.k8s.io) of the volume; this driver needs none (FIELD.md 3). */
  readonly volumeAttachments: readonly KubernetesObject[];
}

/** Which S3 CSI driver is installed, as far as it can be told (FIELD.md 3, version detection). */
export interface DriverIdentity {
  readonly generation: 'absent' | 'v1' | 'v2' | 'unknown';
  /** The image tag, when there is one. */
  readonly version?: string;
  readonly namespace?: string;
  /** Whether Mountpoint Pods are booked in s3pa objects, that is, whether there is something to wait for. */
  readonly booksAttachments: boolean;
}
