/** Annotations by which a test's Pod says how it is to behave, on the model's kubelets and on the real control plane's kwok. */
export const POD_WISHES = {
  /** `"true"`: runs, but is never Ready. */
  notReady: 'test.s3csi-recreate/not-ready',
  /** From scheduled to Running. */
  startMs: 'test.s3csi-recreate/start-ms',
  /** From deletionTimestamp to stopped; `"never"` for a Pod whose node is dead. */
  stopMs: 'test.s3csi-recreate/stop-ms',
  /** From Running to Succeeded, for a Pod of a Job. */
  runMs: 'test.s3csi-recreate/run-ms',
} as const;
