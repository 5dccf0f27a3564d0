import type { World } from '../world.js';
import { runBinder } from './binder.js';
import { runClaimProtection } from './claim-protection.js';
import { runDeployments } from './deployment.js';
import { runKubelets } from './kubelet.js';
import { MOUNTS_AT_ONCE } from './kubelet-mounts.js';
import { runReplicaSets } from './replica-set.js';
import { runScheduler } from './scheduler.js';
import { runVolumeProtection } from './volume-protection.js';

export interface ControllerOptions {
  /** The scheduler of 1.33 and later (FIELD.md 2.15). */
  readonly popFromBackoff: boolean;
  /** Deletes Released volumes with reclaimPolicy Delete, as other drivers do; nothing does here (FIELD.md 2.6). */
  readonly deleterForReclaimDelete: boolean;
}

/** Everything that acts by itself in a cluster. */
export function startControllers(world: World, options: ControllerOptions): void {
  runClaimProtection(world);
  runVolumeProtection(world);
  runBinder(world, options);
  runDeployments(world);
  runReplicaSets(world);
  runScheduler(world, options);
  runKubelets(world, MOUNTS_AT_ONCE);
}
