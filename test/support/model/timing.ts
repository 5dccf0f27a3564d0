import type { Delay } from './random.js';

/** How long everybody takes, in milliseconds of virtual time. */
export interface Timing {
  /** One way of a request; the answer takes as long again. */
  readonly request: Delay;
  /** Until a watch of the port tells a change. */
  readonly watch: Delay;
  readonly claimProtection: Delay;
  readonly volumeProtection: Delay;
  /** Until the binder has seen a volume and made it Available (FIELD.md 2.14). */
  readonly binderSeesVolume: Delay;
  readonly binderSeesNewClaim: Delay;
  /** FIELD.md 2.9. */
  readonly binderSeesChangedClaim: Delay;
  /** Between two writes of one binding. */
  readonly binderWrite: Delay;
  /** Until a claim that found no volume is tried again (FIELD.md 2.9). */
  readonly binderResync: Delay;
  /** Deployment, ReplicaSet, StatefulSet, DaemonSet, Job. */
  readonly workloads: Delay;
  /** Of the scheduler's view of claims and volumes; a replacement wins the race against the claim's deletion within it (FIELD.md 2.3). */
  readonly schedulerCache: Delay;
  readonly scheduling: Delay;
  readonly binding: Delay;
  /** From scheduled to Running, unless the Pod's annotation says otherwise. */
  readonly podStart: Delay;
  /** From deletionTimestamp to Succeeded, unless the Pod's annotation says otherwise. */
  readonly podStop: Delay;
  /** From stopped to deleted. */
  readonly podRemoval: Delay;
  /** How long the container of a Job's Pod runs. */
  readonly jobRun: Delay;
  readonly garbageCollection: Delay;
  readonly disruption: Delay;
  readonly driver: Delay;
  /** Until a Mountpoint Pod without workloads has unmounted and gone. */
  readonly driverUnmount: Delay;
  /** Until the driver lets go of what it missed (FIELD.md 3, stale-mount hazard). */
  readonly driverSweep: Delay;
}

export const DEFAULT_TIMING: Timing = {
  request: [1, 4],
  watch: [1, 6],
  claimProtection: [5, 25],
  volumeProtection: [5, 25],
  binderSeesVolume: [5, 9],
  binderSeesNewClaim: [4, 10],
  binderSeesChangedClaim: [60, 80],
  binderWrite: [1, 3],
  binderResync: [10_000, 14_000],
  workloads: [4, 20],
  schedulerCache: [1, 5],
  scheduling: [2, 6],
  binding: [1, 4],
  podStart: [40, 120],
  podStop: 1000,
  podRemoval: 300,
  jobRun: 100,
  garbageCollection: [20, 60],
  disruption: [5, 20],
  driver: [10, 40],
  driverUnmount: [100, 300],
  driverSweep: [120_000, 240_000],
};
