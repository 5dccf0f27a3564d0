import type { JsonObject } from './json.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from './objects.js';
import type { DriverIdentity, Workload } from './observation.js';
import type { CheckResult, FieldChange, PlannedStep, Target } from './plan.js';
import type { RunSettings } from './settings.js';

/** What a run fixes before its first change and never edits again (plan.json). */
export interface RunRecord {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly cluster: {
    readonly context: string;
    readonly server: string;
    /** Tells the cluster whatever way leads to it; absent where it might not be read, and in runs of early versions. */
    readonly namespaceUid?: string;
  };
  readonly namespace: string;
  readonly claimName: string;
  readonly volumeName: string;
  /** The objects as they stood, whole, with everything the server had set. */
  readonly snapshot: {
    readonly claim?: PersistentVolumeClaim;
    readonly volume?: PersistentVolume;
    readonly pods: readonly Pod[];
  };
  readonly target: Target;
  readonly changes: readonly FieldChange[];
  readonly steps: readonly PlannedStep[];
  readonly workloads: readonly ApprovedWorkload[];
  readonly settings: RunSettings;
  readonly approval: Approval;
  /** What was shown beside the plan when it was approved; runs of early versions did not keep it. */
  readonly digest?: string;
  readonly checks?: readonly CheckResult[];
  readonly driver?: Pick<DriverIdentity, 'generation' | 'version'>;
}

/** Who said yes, by the machine's own name for them. */
export interface Approval {
  readonly by: 'prompt' | 'flag';
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A workload that was shown, and how many of its Pods on the claim must be Ready at the end. */
export interface ApprovedWorkload extends Workload {
  readonly expectedReady: number;
  /** uids of its Pods' own controllers: what a Pod belongs to may be unreadable at another time. */
  readonly through?: readonly string[];
}

/** One line of journal.jsonl. */
export type JournalEntry = {
  /** ISO 8601, UTC; set when the line is written. */
  readonly at?: string;
} & (
  | {
      readonly type: 'step';
      readonly step: string;
      readonly state: 'started' | 'finished' | 'failed';
      readonly message?: string;
    }
  | { readonly type: 'intent'; readonly verb: string; readonly object: string; readonly body?: JsonObject }
  | {
      readonly type: 'outcome';
      readonly verb: string;
      readonly object: string;
      readonly uid?: string;
      readonly error?: string;
    }
  | {
      readonly type: 'workload';
      readonly kind: string;
      readonly name: string;
      readonly state: WorkloadState;
      /** How many of its Pods are Ready; fewer than were approved where it wants fewer by now. */
      readonly pods?: number;
    }
  | {
      readonly type: 'resumed';
      readonly toward: 'target' | 'snapshot';
      readonly steps: readonly PlannedStep[];
      /** Of this part of the way; early versions did not keep it. */
      readonly approval?: Approval;
      readonly digest?: string;
      /** uids of the Pods that stop, or are restarted. */
      readonly stops?: readonly string[];
      /** uids of the claim and the volume that stood then, as far as they are the run's. */
      readonly objects?: readonly string[];
      /** uids of what owns the Pods that stop together. */
      readonly owners?: readonly string[];
      /** Pods without a controller that are created again, in the place of those of plan.json. */
      readonly pods?: readonly Pod[];
    }
  | { readonly type: 'ended'; readonly result: 'done' | 'failed' | 'interrupted'; readonly message?: string }
  /** From here on the target's volume has another handle than plan.json says. */
  | { readonly type: 'amended'; readonly volumeHandle: string }
  /** The lock was given back, and nothing is left to do. */
  | { readonly type: 'closed' }
);

/** `stopping`: the first of its Pods is asked to; `ready`: all that were approved are; `unready`: they were for a moment only. */
export type WorkloadState = 'stopping' | 'ready' | 'unready';

/** A manifest for a person's hands: where it lies in the run's folder, and what it holds. */
export interface ReadableManifest {
  readonly path: string;
  readonly manifest: KubernetesObject;
}

/** The durable memory of runs. Everything it resolves has reached the disk: file and folder are fsynced. */
export interface Journal {
  /** Where all runs are kept. */
  readonly runsFolder: string;
  /** Where a run of this id is or will be kept. */
  folderOf(id: string): string;
  /**
   * Writes the record and the readable manifests into a new folder.
   * @throws Failure refused, when they cannot be made durable; nothing was changed in the cluster then
   */
  begin(record: RunRecord, manifests: readonly ReadableManifest[]): Promise<RunLog>;
  /** @throws Failure usage, when there is no such run or it cannot be read */
  open(id: string): Promise<StoredRun>;
  /** Reads a run and writes nothing. @throws Failure as open */
  read(id: string): Promise<KeptRun>;
  /** All runs, the oldest first; those that cannot be read too. */
  list(): Promise<readonly ListedRun[]>;
}

export interface KeptRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly entries: readonly JournalEntry[];
}

export type ListedRun = KeptRun | { readonly folder: string; readonly id: string; readonly problem: string };

export interface StoredRun extends KeptRun {
  readonly log: RunLog;
}

export interface RunLog {
  readonly folder: string;
  /**
   * Adds a line, after all that were added before. Resolves when it has reached the disk with all before it; an outcome may still be on
   * its way there, and one of a step or a workload, which only tells a person where the run was, may reach it with the next of another
   * kind.
   */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}
