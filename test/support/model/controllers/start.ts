import { DEFINITIONS } from '../kinds.js';
import type { World } from '../world.js';
import { runBinder } from './binder.js';
import { runClaimProtection } from './claim-protection.js';
import { runDaemonSets } from './daemon-set.js';
import { runDeployments } from './deployment.js';
import { runDisruption } from './disruption.js';
import { runDriver } from './driver.js';
import { runEphemeralClaims } from './ephemeral-claims.js';
import { collectGarbage } from './garbage-collector.js';
import { runJobs } from './job.js';
import { runKubelets } from './kubelet.js';
import { runReplicaSets } from './replica-set.js';
import { runScheduler } from './scheduler.js';
import { runStatefulSets } from './stateful-set.js';
import { runVolumeProtection } from './volume-protection.js';

export interface ControllerOptions {
  /** The scheduler of 1.33 and later (FIELD.md 2.15). */
  readonly popFromBackoff: boolean;
  /** Deletes Released volumes with reclaimPolicy Delete, as other drivers do; nothing does here (FIELD.md 2.6). */
  readonly deleterForReclaimDelete: boolean;
  /** The S3 driver does not see its Pods end, and lets go only at its sweep (FIELD.md 3). */
  readonly missReleases: boolean;
  /** Mountpoint Pods carry the volume's name as a label, as on 2.0. */
  readonly isLabelling: boolean;
}

/** Everything that acts by itself in a cluster. */
export function startControllers(world: World, options: ControllerOptions): void {
  const isBooking = () => world.api.read(DEFINITIONS, { name: ATTACHMENTS }) !== undefined;
  runClaimProtection(world);
  runVolumeProtection(world);
  runBinder(world, options);
  runDeployments(world);
  runReplicaSets(world);
  runStatefulSets(world);
  runDaemonSets(world);
  runJobs(world);
  runEphemeralClaims(world);
  runScheduler(world, options);
  runKubelets(world, runDriver(world, { ...options, isBooking }));
  runDisruption(world);
  collectGarbage(world);
}

/** The driver books mounts where its book-keeping is defined. */
export const ATTACHMENTS = 'mountpoints3podattachments.s3.csi.aws.com';
