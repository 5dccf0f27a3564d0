import type { FlagSpec } from './flag.js';

/** How careful a run is, and what it may do all the same. */
export const SAFETY_FLAGS: readonly FlagSpec[] = [
  {
    name: 'dry-run',
    kind: 'choice',
    value: '=client|server',
    meaning: 'show the plan and change nothing: no object, no file; server tries each request on the API server too',
  },
  {
    name: 'yes',
    short: 'y',
    kind: 'switch',
    meaning: 'do not ask; needed where there is no terminal',
  },
  {
    name: 'expect-plan',
    kind: 'text',
    value: 'DIGEST',
    meaning: 'run only the plan of this digest, as --dry-run=client showed it; any other is a conflict',
  },
  {
    name: 'timeout',
    kind: 'text',
    value: 'DURATION',
    meaning:
      'how long each wait may take, for example 90s or 10m; by default 5m, or more where a grace period is longer',
  },
  {
    name: 'unmount-timeout',
    kind: 'text',
    value: 'DURATION',
    meaning: 'how long the driver may take to let go of the old mount; by default 6m',
  },
  {
    name: 'grace-period',
    kind: 'text',
    value: 'SECONDS',
    meaning: 'for the Pods that are stopped; at least 1; by default their own',
  },
  {
    name: 'force-delete-pods',
    kind: 'switch',
    meaning: 'remove Pods from the API that do not end after their grace period; their containers may still run',
  },
  {
    name: 'restart',
    kind: 'text',
    value: 'eviction|none',
    meaning:
      'after a change in place: evict the Pods one after the other, which is the default, or leave them to their next rollout',
  },
  {
    name: 'recreate-bare-pods',
    kind: 'switch',
    meaning: 'stop Pods without a controller too, and create them again from what they were',
  },
  {
    name: 'allow-unknown-attribute',
    kind: 'switch',
    meaning: 'let volume attributes through that the driver does not know',
  },
  { name: 'allow-job-restart', kind: 'switch', meaning: 'stop Pods of a Job that are at work' },
  {
    name: 'allow-managed',
    kind: 'switch',
    meaning: 'go on although Argo CD, Flux or another controller owns the claim or the volume and may undo the change',
  },
  {
    name: 'allow-disruption',
    kind: 'switch',
    meaning: 'stop Pods together although a PodDisruptionBudget keeps some of them available',
  },
  {
    name: 'on-failure',
    kind: 'text',
    value: 'stop|rollback',
    meaning:
      'when a run fails half-way: stop, so that it can be gone on with, or go back to the snapshot; by default a terminal is asked, a script stops',
  },
  {
    name: 'take-over-lock',
    kind: 'switch',
    meaning: 'take the lock of the volume from the run that holds it, which then stops',
  },
  {
    name: 'state-dir',
    kind: 'text',
    value: 'DIR',
    meaning: 'where snapshots and journals are kept; by default $XDG_STATE_HOME/kubectl-s3csi-recreate',
  },
];
