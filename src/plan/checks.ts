import type { OwnerReference } from '../model/objects.js';
import type { CheckResult, FieldChange, Plan } from '../model/plan.js';
import { attributeProblems } from '../s3csi/attribute-rules.js';
import { textAt } from '../s3csi/json-fields.js';
import { describeFinalizer, endOfFinalizer, foreignFinalizersOf } from './finalizers.js';
import { canBeRecreated } from './pod-manifest.js';
import { disruptionBudgets } from './disruption-check.js';
import { runningJobs } from './job-check.js';
import { managedObjects } from './managed-check.js';
import { otherSchedulers, presetNodes } from './placement-checks.js';
import { isFinished, isTerminating, serviceAccountOf } from './pod-facts.js';

export interface CheckOptions {
  /** Lets attributes through that the driver does not know. */
  readonly allowUnknownAttribute: boolean;
  readonly allowJobRestart: boolean;
  readonly allowManaged: boolean;
  /** Lets Pods stop together that a PodDisruptionBudget keeps available. */
  readonly allowDisruption: boolean;
}

/** One safety question to a plan; several answers where several objects are concerned, none where it does not apply. */
type Check = (plan: Plan, options: CheckOptions) => readonly CheckResult[];

/** Every check there is; all are asked and all answers shown, so that nobody mends one to meet the next. */
const CHECKS: readonly Check[] = [
  attributes,
  barePods,
  runningJobs,
  presetNodes,
  otherSchedulers,
  disruptionBudgets,
  finishedPods,
  ephemeralClaim,
  managedObjects,
  foreignFinalizers,
  volumeAttachments,
  identity,
  otherBucket,
];

export function runChecks(plan: Plan, options: CheckOptions): readonly CheckResult[] {
  return plan.effect === 'nothing' ? attributes(plan, options) : CHECKS.flatMap((check) => check(plan, options));
}

function attributes({ observed, target }: Plan, options: CheckOptions): readonly CheckResult[] {
  const problems = attributeProblems(target.volume, {
    allowUnknown: options.allowUnknownAttribute,
    ...(observed.volume === undefined ? {} : { before: observed.volume }),
  });
  return problems.map(({ key, level, message, hint, override }) => ({
    id: `attribute-${key}`,
    level,
    message,
    hint,
    ...(override === undefined ? {} : { override }),
  }));
}

/** A bare Pod does not come back by itself (FIELD.md 2.11); one that has ended is a record, as for `kubectl drain`. */
function barePods({ effect, stops, target }: Plan): readonly CheckResult[] {
  // A change in place leaves them running.
  if (effect !== 'recreate') return [];
  const bare = stops.filter(({ pod, workload }) => workload === undefined && !isFinished(pod) && !isTerminating(pod));
  return bare.map(({ pod }) => {
    const { name } = pod.metadata;
    const isRecreated = target.pods.some(({ metadata }) => metadata.name === name);
    if (isRecreated && canBeRecreated(pod)) {
      return {
        id: 'bare-pod',
        level: 'warning',
        message: `Pod ${name} has no controller; it is stopped and created again`,
      };
    }
    return {
      id: 'bare-pod',
      level: 'error',
      message: isRecreated
        ? `Pod ${name} comes from a file on its node and cannot be created again`
        : `Pod ${name} has no controller and would not come back`,
      hint: 'stop it yourself and start it again afterwards',
      ...(canBeRecreated(pod) ? { override: '--recreate-bare-pods' } : {}),
    };
  });
}

function finishedPods({ stops }: Plan): readonly CheckResult[] {
  const finished = stops.filter(({ pod }) => isFinished(pod));
  return finished.map(({ pod }) => ({
    id: 'finished-pod',
    level: 'warning',
    message: `Pod ${pod.metadata.name} has ended (${pod.status?.phase ?? ''}) but still holds the claim; it is deleted, and its logs with it`,
  }));
}

/** The claim of a generic ephemeral volume belongs to one Pod: it goes with that Pod and is made anew with the next. */
function ephemeralClaim({ observed }: Plan): readonly CheckResult[] {
  const owner = observed.claim?.metadata.ownerReferences?.find((reference: OwnerReference) => reference.kind === 'Pod');
  if (owner === undefined) return [];
  return [
    {
      id: 'ephemeral-claim',
      level: 'error',
      message: `the claim belongs to Pod ${owner.name} and goes with it`,
      hint: "change the volume in the Pod's template instead",
    },
  ];
}

/** Waited for, never removed: they belong to their controllers (FIELD.md 2.6). */
function foreignFinalizers({ effect, observed, stops }: Plan): readonly CheckResult[] {
  if (effect !== 'recreate') return [];
  const objects = [observed.claim, observed.volume, ...stops.map(({ pod }) => pod)];
  return objects
    .filter((object) => object !== undefined)
    .flatMap((object) =>
      foreignFinalizersOf(object).map((finalizer): CheckResult => ({
        id: 'foreign-finalizer',
        level: 'warning',
        message: `${object.kind} ${object.metadata.name} has the finalizer ${describeFinalizer(finalizer)}; its deletion waits until ${endOfFinalizer(finalizer)}`,
      })),
    );
}

/**
 * Left from a time in which the driver's CSIDriver was missing, since it needs none. Kubelets do not wait for it, and it
 * outlives the volume, so it stays as it is; what could hold the volume back is the attacher's finalizer (measured).
 */
function volumeAttachments({ effect, observed }: Plan): readonly CheckResult[] {
  if (effect !== 'recreate') return [];
  return observed.volumeAttachments.map((object) => ({
    id: 'volume-attachment',
    level: 'warning',
    message: `VolumeAttachment ${object.metadata.name} says that the volume is attached to node ${textAt(object, 'spec', 'nodeName') ?? 'unknown'}, which this driver never does; it is left as it is`,
    hint: `delete it yourself when no Pod there uses the volume: kubectl delete volumeattachment ${object.metadata.name}`,
  }));
}

/** With pod authentication the workload's own role counts, else the driver's; without its rights the next mount fails (FIELD.md 1). */
function identity({ changes, target, observed }: Plan): readonly CheckResult[] {
  const { bucketName = '', authenticationSource = 'driver' } = target.volume.spec.csi?.volumeAttributes ?? {};
  if (!changes.some(isOfAttribute('authenticationSource'))) return [];
  return [
    {
      id: authenticationSource === 'pod' ? 'pod-identity' : 'driver-identity',
      level: 'warning',
      message: `the role of ${authenticationSource === 'pod' ? accountsOf(observed) : 'the driver'} is used from now on and needs s3:ListBucket on bucket ${bucketName}, and s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on ${bucketName}/*`,
    },
  ];
}

function accountsOf({ holders }: Plan['observed']): string {
  const accounts = new Set(holders.map(({ pod }) => serviceAccountOf(pod)));
  return accounts.size === 0 ? 'the Pods' : `ServiceAccount ${[...accounts].join(', ')}`;
}

/** The objects come back under their names; the data behind them does not. */
function otherBucket({ changes }: Plan): readonly CheckResult[] {
  return changes.filter(isOfAttribute('bucketName')).map(({ from, to }) => ({
    id: 'other-bucket',
    level: 'warning',
    message: `the Pods get other data: bucket ${nameOf(to)} instead of ${nameOf(from)}; nothing is copied`,
  }));
}

function nameOf(bucket: FieldChange['to']): string {
  return typeof bucket === 'string' ? bucket : 'none';
}

function isOfAttribute(key: string): (change: FieldChange) => boolean {
  return ({ object, path }) => object === 'volume' && path.at(-2) === 'volumeAttributes' && path.at(-1) === key;
}
