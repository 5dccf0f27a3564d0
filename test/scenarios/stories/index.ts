import type { Story } from '../stage.js';
import {
  deletedWorkloadStory,
  lookAgainStory,
  resumeStory,
  rollbackStory,
  scaledDownStory,
  showStory,
} from './accidents.js';
import { admissionStory, admittedFilesStory, contradictionStory } from './admission.js';
import { approvedPlanStory, changedPlanStory } from './approved-plan.js';
import { deploymentStory, twoDeploymentsStory } from './deployment.js';
import { downtimeStory, longDowntimeStory } from './downtime.js';
import { documentStory, failureStory, nameStory, streamStory } from './for-scripts.js';
import { foreignFinalizerStory } from './finalizers.js';
import { bothGoneStory, keptVolumeStory, releasedStory, stuckStory } from './half-done.js';
import { budgetStory, neverAllowedStory, respectedStory, waitingForBudgetStory } from './disruption.js';
import { INTERFERENCE } from './interference.js';
import { volumeHandleStory } from './handles.js';
import { customOwnerStory, failedPodStory, otherSchedulerStory, presetNodeStory, waitingPodStory } from './holders.js';
import { dryRunStory, mountOptionsStory, nothingStory, unchangedStory } from './in-place.js';
import { cronJobStory, lastFailureStory, runningJobStory } from './jobs.js';
import { ephemeralStory } from './ephemeral.js';
import { otherTemplateStory, raceWinnerStory } from './races.js';
import { lostNodeStory, neverEndsStory } from './stopping.js';
import { dataSourceFileStory, dataSourceStory, lostStory, volumeAttachmentStory } from './odd-objects.js';
import { forbiddenStory, noCredentialsStory } from './trouble.js';
import { argoCdStory, fluxStory, helmStory, ownedStory } from './managed.js';
import { serverDryRunHalfDoneStory, serverDryRunInPlaceStory, serverDryRunStory } from './server-dry-run.js';
import { newBarePodStory, newBudgetStory, stillAllowedStory } from './way-back.js';
import {
  barePodStory,
  daemonSetStory,
  recreatedBarePodStory,
  statefulSetStory,
  templateClaimStory,
  unusedStory,
} from './workloads.js';

/** Every story is told on the model and on the real control plane. */
export const STORIES: readonly Story[] = [
  deploymentStory,
  twoDeploymentsStory,
  statefulSetStory,
  templateClaimStory,
  daemonSetStory,
  cronJobStory,
  runningJobStory,
  lastFailureStory,
  unusedStory,
  barePodStory,
  recreatedBarePodStory,
  stuckStory,
  releasedStory,
  keptVolumeStory,
  bothGoneStory,
  mountOptionsStory,
  nothingStory,
  dryRunStory,
  unchangedStory,
  resumeStory,
  rollbackStory,
  showStory,
  scaledDownStory,
  deletedWorkloadStory,
  budgetStory,
  neverAllowedStory,
  respectedStory,
  waitingForBudgetStory,
  neverEndsStory,
  lostNodeStory,
  volumeHandleStory,
  lookAgainStory,
  documentStory,
  streamStory,
  nameStory,
  failureStory,
  noCredentialsStory,
  forbiddenStory,
  foreignFinalizerStory,
  dataSourceStory,
  dataSourceFileStory,
  volumeAttachmentStory,
  lostStory,
  approvedPlanStory,
  changedPlanStory,
  downtimeStory,
  longDowntimeStory,
  failedPodStory,
  waitingPodStory,
  presetNodeStory,
  otherSchedulerStory,
  customOwnerStory,
  ephemeralStory,
  raceWinnerStory,
  otherTemplateStory,
  argoCdStory,
  fluxStory,
  helmStory,
  ownedStory,
  admissionStory,
  contradictionStory,
  admittedFilesStory,
  serverDryRunStory,
  serverDryRunInPlaceStory,
  serverDryRunHalfDoneStory,
  newBarePodStory,
  newBudgetStory,
  stillAllowedStory,
  ...INTERFERENCE,
];
