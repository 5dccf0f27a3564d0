import type { StepId } from '../model/plan.js';
import type { Step } from '../model/step.js';
import { bind } from './bind.js';
import { createClaim } from './create-claim.js';
import { createVolume } from './create-volume.js';
import { deleteClaim } from './delete-claim.js';
import { deleteVolume } from './delete-volume.js';
import { freeVolume } from './free-volume.js';
import { patch } from './patch.js';
import { recheck } from './recheck.js';
import { releaseMount } from './release-mount.js';
import { renewPods } from './renew-pods.js';
import { restartBarePods } from './restart-bare-pods.js';
import { restartPods } from './restart-pods.js';
import { restorePolicy } from './restore-policy.js';
import { retain } from './retain.js';
import { stopPods } from './stop-pods.js';
import { verify } from './verify.js';

/** Every step there is. Which of them a run takes, and in what order, is the plan's to say (src/plan/build-plan.ts). */
export const STEPS: Readonly<Record<StepId, Step>> = {
  recheck,
  retain,
  'delete-claim': deleteClaim,
  'stop-pods': stopPods,
  'release-mount': releaseMount,
  'delete-volume': deleteVolume,
  'create-volume': createVolume,
  'free-volume': freeVolume,
  'create-claim': createClaim,
  bind,
  'renew-pods': renewPods,
  'restart-bare-pods': restartBarePods,
  patch,
  'restart-pods': restartPods,
  verify,
  'restore-policy': restorePolicy,
};
