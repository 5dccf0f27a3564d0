import type { CheckResult, Plan } from './plan.js';
import type { ClusterIdentity } from './cluster.js';

/** Everything the plan's page on screen says. */
export interface PlanView {
  readonly plan: Plan;
  readonly diff: string;
  readonly checks: readonly CheckResult[];
  readonly cluster: ClusterIdentity;
  /** Where the snapshot will be kept; undefined where none will be. */
  readonly folder?: string;
  /** Objects of the given manifests that are not touched, as kind/name. */
  readonly leftAside: readonly string[];
  /** Milliseconds since the epoch, for the ages. */
  readonly now: number;
}

/** What a command shows a person besides its events; output decides on the words. */
export interface Screen {
  showPlan(view: PlanView): void;
  /** There is nothing to do. */
  showNothingToDo(view: PlanView): void;
  /** The plan was shown and nothing is done (`--dry-run`). */
  showDryRunEnd(view: PlanView): void;
  /** Everything is verified. */
  showDone(summary: DoneSummary): void;
}

export interface DoneSummary {
  readonly what: 'recreated' | 'changed in place' | 'resumed' | 'rolled back';
  readonly claim: string;
  readonly volume: string;
  readonly folder: string;
  /** How many Pods are Ready again. */
  readonly pods: number;
  readonly elapsedMs: number;
}
