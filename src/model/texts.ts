import type { CheckResult, Plan } from './plan.js';
import type { ClusterIdentity } from './cluster.js';
import type { Downtime } from './downtime.js';
import type { Failure } from './errors.js';
import type { Reporter } from './events.js';
import type { KeptRun, ListedRun } from './journal.js';
import type { RehearsedStep } from './rehearsal.js';
import type { DryRun } from './request.js';
import type { PersistentVolume } from './objects.js';
import type { RunState } from './run-state.js';

/** Everything the plan's page on screen says. */
export interface PlanView {
  readonly plan: Plan;
  /** Of what approval is bound to: `sha256:` and hexadecimal digits. */
  readonly digest: string;
  readonly diff: string;
  readonly checks: readonly CheckResult[];
  readonly cluster: ClusterIdentity;
  /** The run that this is or will be the plan of; undefined where none will be begun. */
  readonly run?: string;
  /** Where the snapshot will be kept; undefined where none will be. */
  readonly folder?: string;
  /** For the Pods that stop, in seconds; undefined: each Pod's own. */
  readonly gracePeriodSeconds?: number;
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
  showDryRunEnd(view: PlanView, mode: DryRun): void;
  /** What the server said to each step (`--dry-run=server`). */
  showRehearsal(steps: readonly RehearsedStep[]): void;
  /** What the source of claim and volume should say, as YAML (`--print-manifest`). */
  showManifests(text: string): void;
  /** What went wrong, before a question about it. */
  showFailure(failure: Failure): void;
  /** The runs that are kept in a folder, the oldest first. */
  showRuns(runs: readonly ListedRun[], folder: string): void;
  /** @param page the file that a page for a browser was written into, which is then all that a person is told */
  showRun(view: RunView, page?: string): void;
  /** Everything is verified. */
  showDone(summary: DoneSummary): void;
}

/** What a script reads on standard output, in a format that it asked for: nothing else is written there. */
export interface ScriptOutput {
  readonly screen: Screen;
  readonly reporter: Reporter;
  /** Tells how the command ended; called once, after everything else. */
  end(failure?: Failure): void;
}

/** Everything that is told of one run. */
export interface RunView extends KeptRun {
  readonly state: RunState;
  /** The last one that has worked on the same volume since. */
  readonly laterRun?: string;
  /** Where the run's volume is to arrive, with what was decided on the way. */
  readonly targetVolume: PersistentVolume;
  /** From the snapshot to the target. */
  readonly diff: string;
  /** How claim and volume are now, as one line. */
  readonly stands: string;
  /** Why Pods are not Ready and what helps; empty where the run did not stop for that. */
  readonly trouble: readonly string[];
  /** The exact commands that go on and back. */
  readonly resume: string;
  readonly rollback: string;
  /** When this was looked at, in milliseconds since the epoch. */
  readonly now: number;
}

/** A downtime that has ended. */
export interface MeasuredDowntime extends Downtime {
  readonly to: string;
  /** How many Pods had to be Ready again. */
  readonly pods: number;
}

export interface DoneSummary {
  readonly what: 'recreated' | 'changed in place' | 'resumed' | 'rolled back';
  readonly claim: string;
  readonly volume: string;
  readonly folder: string;
  /** How many Pods are Ready again. */
  readonly pods: number;
  /** How many Pods keep the old mount until they are restarted. */
  readonly leftPods?: number;
  /** Of the workloads whose Pods stopped, in the order in which they did. */
  readonly downtimes: readonly MeasuredDowntime[];
  readonly elapsedMs: number;
}
