import type { Pod } from '../../../../src/model/objects.js';
import { POD_WISHES } from '../../manifests/pod-wishes.js';
import { isFinished } from '../deletion.js';
import { CLAIMS, PODS, VOLUMES } from '../kinds.js';
import { claimNamesOf } from '../pod-facts.js';
import type { Delay } from '../random.js';
import type { World } from '../world.js';
import type { Mounts } from './kubelet-mounts.js';
import { asCreating, asEnded, asRunning } from './pod-states.js';

/** What a kubelet does next with a Pod on its node. The name says on what it rests: with another name the plan is another. */
export interface NextState {
  readonly name: string;
  readonly after: Delay;
  enter(): void;
}

export function nextStateOf(world: World, pod: Pod, mounts: Mounts): NextState | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return nextOfDeleted(world, pod);
  if (pod.status?.phase === 'Running') return nextOfRunning(world, pod);
  if (isFinished(pod)) return undefined;
  const isHeldBack = pod.metadata.annotations?.[POD_WISHES.notReady] !== undefined;
  if (!isHeldBack && areClaimsBound(world, pod) && mounts.isMounted(pod)) {
    const after = wishOf(pod, POD_WISHES.startMs) ?? world.timing.podStart;
    return enter(world, pod, 'start', after, (object) => asRunning(object, world.clock.now()));
  }
  if (pod.status?.['containerStatuses'] !== undefined) return undefined;
  return enter(world, pod, 'create', 0, (object) => asCreating(object, world.clock.now()));
}

function nextOfDeleted(world: World, pod: Pod): NextState | undefined {
  const { api, timing, clock } = world;
  if (isFinished(pod)) {
    const { uid } = pod.metadata;
    const remove = () => {
      api.delete(PODS, pod.metadata, { ...(uid === undefined ? {} : { uid }), gracePeriodSeconds: 0 });
    };
    return { name: 'remove', after: timing.podRemoval, enter: remove };
  }
  if (pod.status?.phase !== 'Running') {
    return enter(world, pod, 'give up', timing.podRemoval, (object) => asEnded(object, 'Failed', clock.now()));
  }
  const graceSeconds = pod.metadata.deletionGracePeriodSeconds ?? 0;
  const stopMs = wishOf(pod, POD_WISHES.stopMs) ?? world.random.draw(timing.podStop);
  // A Pod on a dead node stops never, whatever its grace period.
  if (stopMs === Infinity) return undefined;
  const after = Math.min(stopMs, graceSeconds * 1000);
  return enter(world, pod, `stop within ${graceSeconds} s`, after, (object) =>
    asEnded(object, 'Succeeded', clock.now()),
  );
}

function nextOfRunning(world: World, pod: Pod): NextState | undefined {
  if (pod.spec['restartPolicy'] === 'Always') return undefined;
  const after = wishOf(pod, POD_WISHES.runMs) ?? world.timing.jobRun;
  if (after === Infinity) return undefined;
  return enter(world, pod, 'complete', after, (object) => asEnded(object, 'Succeeded', world.clock.now()));
}

function enter({ api }: World, pod: Pod, name: string, after: Delay, change: (pod: Pod) => Pod): NextState {
  return {
    name,
    after,
    enter: () => {
      api.update(PODS, pod.metadata, change);
    },
  };
}

/** A kubelet mounts nothing for a claim that is being deleted: a Pod that won the scheduler's race waits on its node. */
function areClaimsBound({ api }: World, pod: Pod): boolean {
  return claimNamesOf(pod).every((name) => {
    const claim = api.read(CLAIMS, { name, namespace: pod.metadata.namespace });
    if (claim?.status?.phase !== 'Bound' || claim.metadata.deletionTimestamp !== undefined) return false;
    return api.read(VOLUMES, { name: claim.spec.volumeName ?? '' })?.spec.claimRef?.uid === claim.metadata.uid;
  });
}

/** Milliseconds; Infinity for `never`. */
function wishOf(pod: Pod, annotation: string): number | undefined {
  const value = pod.metadata.annotations?.[annotation];
  if (value === undefined) return undefined;
  return value === 'never' ? Infinity : Number(value);
}
