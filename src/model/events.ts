import type { PlannedStep, StepId } from './plan.js';

/** Who or what a wait is waiting for: the words of one reason. */
export type Blocker = string;

/** Everything a run tells. Reporters only render it. */
export type RunEvent =
  /** The queue, announced before it runs. */
  | {
      readonly type: 'run-started';
      readonly run: string;
      readonly folder: string;
      readonly steps: readonly PlannedStep[];
    }
  | { readonly type: 'step-started'; readonly step: StepId; readonly title: string }
  | {
      readonly type: 'waiting';
      readonly step: StepId;
      readonly what: string;
      readonly sinceMs: number;
      readonly blockers: readonly Blocker[];
    }
  /** One change was made in the cluster. */
  | {
      readonly type: 'changed';
      readonly step: StepId;
      readonly verb: string;
      readonly object: string;
      readonly uid?: string;
    }
  | {
      readonly type: 'step-finished';
      readonly step: StepId;
      readonly title: string;
      readonly elapsedMs: number;
      readonly note?: string;
    }
  | { readonly type: 'step-failed'; readonly step: StepId; readonly title: string }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'run-finished'; readonly elapsedMs: number };

export interface Reporter {
  report(event: RunEvent): void;
}
