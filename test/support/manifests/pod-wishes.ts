/** Annotations by which a test's Pod says how it is to behave, on the model's kubelets and on the real control plane's kwok. */
export const POD_WISHES = {
  /** With any value: stays Pending once scheduled, as one whose volume cannot be mounted; goes on when it is removed. */
  notReady: 'test.s3csi-recreate/not-ready',
  /** Milliseconds from scheduled to Ready. */
  startMs: 'test.s3csi-recreate/start-ms',
  /** Milliseconds from deletionTimestamp to stopped, within the grace period; or `"never"`, as on a dead node. */
  stopMs: 'test.s3csi-recreate/stop-ms',
  /** Milliseconds from Running to Succeeded, for a Pod of a Job; on the model also `"never"`. */
  runMs: 'test.s3csi-recreate/run-ms',
  /** With any value: the driver does not see the Pod end (FIELD.md 3, stale-mount hazard). */
  missRelease: 'test.s3csi-recreate/miss-release',
} as const;
