/** How long a run may wait and how it stops Pods; all in milliseconds unless said otherwise. */
export interface RunSettings {
  /** For each wait by itself, the driver's letting go excepted. */
  readonly timeoutMs: number;
  /** For the driver to let go of the old mount. */
  readonly unmountTimeoutMs: number;
  /** Seconds, for the Pods that are stopped; undefined: each Pod's own. */
  readonly gracePeriodSeconds?: number;
  /** Removes Pods from the API that do not end in time, whatever becomes of their containers. */
  readonly forceDeletePods?: boolean;
}
