import type { Clock } from '../model/clock.js';
import type { Cluster, Preconditions } from '../model/cluster.js';
import type { JsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Plan, StepId } from '../model/plan.js';
import { CLAIM, POD, VOLUME, keyOf, type Resource } from '../model/references.js';
import type { RunSettings } from '../model/settings.js';
import { claimChanges, volumeChanges } from '../plan/changes.js';
import { mergePatchOf } from '../plan/merge-patch.js';
import { freeingPatch } from './free-volume.js';
import { preconditionsOf } from './objects-now.js';
import { retainingPatch } from './retain.js';
import { tryCreation, type CreationTrial } from './try-creation.js';
import type { LockRequest } from './volume-lock.js';

/** A plan that is to be tried, and how a run would be made of it. */
export interface Rehearsal {
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly settings: Pick<RunSettings, 'gracePeriodSeconds'>;
  readonly lock: Pick<LockRequest, 'holder' | 'takesOver' | 'waitsForExpiry'>;
}

/** One request that is sent with dryRun=All. @throws ApiError, what the server has against it */
export type Trial = () => Promise<CreationTrial | undefined>;

/** The requests of a step that can be sent before the steps above it were carried out; else why there is none. */
export function trialsOf(step: StepId, rehearsal: Rehearsal): readonly Trial[] | string {
  const { plan, cluster } = rehearsal;
  const { observed, target, stops } = plan;
  const { claim, volume } = observed;
  const create = (object: KubernetesObject, resource: Resource, old: KubernetesObject | undefined): Trial => {
    return () => tryCreation(cluster, object, resource, old);
  };
  const trials: Record<StepId, () => readonly Trial[] | string> = {
    recheck: () => READS,
    retain: () => patching(rehearsal, VOLUME, volume, volume === undefined ? undefined : retainingPatch(volume, plan)),
    'delete-claim': () => deleting(rehearsal, CLAIM, claim),
    'stop-pods': () => stops.map(({ pod }) => deletingPod(rehearsal, pod)),
    'release-mount': () => WAITS,
    'delete-volume': () => deleting(rehearsal, VOLUME, volume),
    'create-volume': () => [create(target.volume, VOLUME, volume)],
    'free-volume': () =>
      patching(rehearsal, VOLUME, volume, volume === undefined ? undefined : freeingPatch(volume, target)),
    'create-claim': () => [create(target.claim, CLAIM, claim)],
    bind: () => WAITS,
    'renew-pods': () => 'which Pods wait then is not known yet',
    'restart-bare-pods': () => target.pods.map((pod) => create(pod, POD, pod)),
    patch: () => [
      ...patching(rehearsal, VOLUME, volume, changesOf(volume && volumeChanges(volume, target.volume))),
      ...patching(rehearsal, CLAIM, claim, changesOf(claim && claimChanges(claim, target.claim))),
    ],
    'restart-pods': () =>
      stops.filter(({ workload }) => workload !== undefined).map(({ pod }) => evicting(rehearsal, pod)),
    verify: () => READS,
    'restore-policy': () => 'it waits for the new volume',
  };
  const found = trials[step]();
  return typeof found !== 'string' && found.length === 0 ? 'nothing has to be sent as things stand' : found;
}

const READS = 'it only reads what stands then';
const WAITS = 'it waits for the step before';

type Changes = Parameters<typeof mergePatchOf>[0];

function changesOf(changes: Changes | undefined): JsonObject | undefined {
  return changes === undefined || changes.length === 0 ? undefined : mergePatchOf(changes);
}

function patching(
  { cluster }: Rehearsal,
  resource: Resource,
  object: KubernetesObject | undefined,
  patch: JsonObject | undefined,
): readonly Trial[] {
  if (object === undefined || patch === undefined) return [];
  return [
    silent(async () => {
      await cluster.patch(keyOf(resource, object), patch, await preconditionsNow(cluster, resource, object), {
        dryRun: true,
      });
    }),
  ];
}

function deleting({ cluster }: Rehearsal, resource: Resource, object: KubernetesObject | undefined): readonly Trial[] {
  if (object === undefined) return [];
  return [
    silent(async () => {
      const preconditions = await preconditionsNow(cluster, resource, object);
      await cluster.delete(keyOf(resource, object), { ...preconditions, dryRun: true });
    }),
  ];
}

/** As a step has them, which reads just before it acts: the uid that was shown, and the version of now. */
async function preconditionsNow(cluster: Cluster, resource: Resource, shown: KubernetesObject): Promise<Preconditions> {
  const now = await cluster.get(keyOf(resource, shown));
  return preconditionsOf(now?.metadata.uid === shown.metadata.uid ? (now ?? shown) : shown);
}

function deletingPod({ cluster, settings }: Rehearsal, pod: KubernetesObject): Trial {
  return silent(() => cluster.delete(keyOf(POD, pod), { ...uidOf(pod), ...graceOf(settings), dryRun: true }));
}

function evicting({ cluster, settings }: Rehearsal, pod: KubernetesObject): Trial {
  return silent(() => cluster.evict(keyOf(POD, pod), { ...uidOf(pod), ...graceOf(settings), dryRun: true }));
}

/** Pods' status moves all the time; their uid alone counts (DESIGN, What always holds, 2). */
function uidOf(pod: KubernetesObject): Preconditions {
  return { uid: preconditionsOf(pod).uid };
}

function graceOf({ gracePeriodSeconds }: Rehearsal['settings']) {
  return gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
}

function silent(act: () => Promise<unknown>): Trial {
  return async () => {
    await act();
    return undefined;
  };
}
