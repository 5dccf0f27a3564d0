import type { Clock } from './clock.js';
import type { Cluster, Selection } from './cluster.js';
import type { Blocker } from './events.js';
import type { ApprovedWorkload, WorkloadState } from './journal.js';
import type { KubernetesObject } from './objects.js';
import type { Plan, StepId } from './plan.js';
import type { RunSettings } from './settings.js';

/** What one look at the watched objects said: finished, or who stands in the way. */
export type Look =
  | { readonly done: true }
  | {
      readonly done: false;
      readonly blockers: readonly Blocker[];
      /** Look again after so long even if nothing changes. */
      readonly againInMs?: number;
    };

/** What a wait follows. */
export interface Watched extends Selection {
  /** Keeps the watch open under this name, for the waits of the run that follow the same later. */
  readonly staysOpenAs?: string;
}

/** A level-triggered wait: `look` sees the present state of all selections, may act on it, and is called again on every change. */
export interface Wait<Name extends string> {
  /** What is waited for: "claim app/s3-pvc to be gone". */
  readonly what: string;
  readonly limitMs: number;
  readonly watch: Readonly<Record<Name, Watched>>;
  look(state: Readonly<Record<Name, readonly KubernetesObject[]>>): Promise<Look> | Look;
}

/** What a step is given. Changes through `cluster` are journalled before and after. */
export interface StepContext {
  /** What was shown and approved: where the run starts and where it is to arrive. */
  readonly plan: Plan;
  readonly settings: RunSettings;
  /** Whose Pods have to be Ready again at the end. */
  readonly workloads: readonly ApprovedWorkload[];
  readonly cluster: Cluster;
  readonly clock: Clock;
  /** @throws Failure timed-out, with the blockers; interrupted, when the user asked to stop. */
  wait<Name extends string>(wait: Wait<Name>): Promise<void>;
  warn(message: string): void;
  /** Writes down what a workload's downtime is measured by, before what follows it. @param pods how many are Ready */
  mark(workload: MarkedWorkload, state: WorkloadState, pods?: number): Promise<void>;
}

/** A workload by its name; `Pod` for one without a controller. */
export type MarkedWorkload = Pick<ApprovedWorkload, 'kind' | 'name'>;

/** One step of a run. It looks first and does only what is left to do, so it may be run again after any accident. */
export interface Step {
  readonly id: StepId;
  /** Returns a short note on what was found or done, when there is something to say. */
  run(context: StepContext): Promise<string | undefined>;
}
