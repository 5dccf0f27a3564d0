import type { Json } from './json.js';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from './objects.js';
import type { Holder, Observation } from './observation.js';

/** What a field's change takes: none, a patch in place, or a new object (FIELD.md 2.7). */
export type Effect = 'nothing' | 'patch' | 'recreate';

export interface FieldChange {
  readonly object: 'claim' | 'volume';
  /** From the object's root, one key each: `['spec', 'csi', 'volumeAttributes', 'authenticationSource']`. */
  readonly path: readonly string[];
  /** undefined: the field was not there. */
  readonly from: Json | undefined;
  /** undefined: the field goes. */
  readonly to: Json | undefined;
  readonly effect: Exclude<Effect, 'nothing'>;
}

/** A field that the cluster's own admission sets, whatever is sent. */
export interface AdmittedField {
  readonly object: 'claim' | 'volume';
  readonly path: readonly string[];
}

/** Where a run is to arrive: the two manifests as they are to be created, without anything the server sets. */
export interface Target {
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume;
  /** Bare Pods that are stopped and have to be created again. */
  readonly pods: readonly Pod[];
  /** After a change in place the Pods are left to their next rollout, and keep the old mount until then. */
  readonly leavesPods?: boolean;
  /** uids of Pods that an earlier attempt was to restart: while one of them stands, it has the mount of before. */
  readonly restarts?: readonly string[];
  /** What admission adds to new objects by itself, as the preflight has seen: no difference to the target. */
  readonly admitted?: readonly AdmittedField[];
  /** uids that must be gone at the end even if nothing else differs; set when a recreation was asked for as such. */
  readonly replaces: { readonly claimUid?: string; readonly volumeUid?: string };
}

export type StepId =
  | 'recheck'
  | 'retain'
  | 'delete-claim'
  | 'stop-pods'
  | 'release-mount'
  | 'delete-volume'
  | 'create-volume'
  | 'free-volume'
  | 'create-claim'
  | 'bind'
  | 'renew-pods'
  | 'restart-bare-pods'
  | 'patch'
  | 'restart-pods'
  | 'verify'
  | 'restore-policy';

export interface PlannedStep {
  readonly id: StepId;
  /** What the user reads, in the infinitive: "delete claim app/s3-pvc". */
  readonly title: string;
}

/** One safety check's answer. An error stops the run unless the flag it names is given. */
export interface CheckResult {
  readonly id: string;
  readonly level: 'okay' | 'warning' | 'error';
  readonly message: string;
  /** The flag that lets the run go on all the same. */
  readonly override?: string;
  readonly hint?: string;
}

export interface Plan {
  readonly effect: Effect;
  readonly observed: Observation;
  readonly target: Target;
  readonly changes: readonly FieldChange[];
  readonly steps: readonly PlannedStep[];
  /** The holders that are stopped, in the order they were observed. */
  readonly stops: readonly Holder[];
}
