import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { PODS, type StatefulSet, STATEFUL_SETS } from '../kinds.js';
import type { Named } from '../object-store.js';
import { isReady } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { isOwnedBy, ownerNameOf, podFrom } from './pod-template.js';
import { createMissingClaims, withOwnClaims } from './stateful-set-claims.js';

/** Keeps Pods of fixed names, one after the other, and the claims of its templates (FIELD.md 2.9). */
export function runStatefulSets(world: World): void {
  const failures = new Map<string, number>();
  const queue = createWorkQueue(world, world.timing.workloads, (named) => {
    const key = `${named.namespace ?? ''}/${named.name}`;
    const failed = sync(world, named) === 'retry' ? (failures.get(key) ?? 0) + 1 : 0;
    failures.set(key, failed);
    // The work queue's own back-off: 5 ms, doubled with every failure.
    if (failed > 0) queue.add(named, Math.min(1_000_000, 5 * 2 ** (failed - 1)));
  });
  world.api.store.watch(STATEFUL_SETS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  world.api.store.watch(PODS, ({ object }) => {
    const name = ownerNameOf(object, STATEFUL_SETS);
    if (name !== undefined) queue.add({ name, namespace: object.metadata.namespace });
  });
}

function sync(world: World, named: Named): 'done' | 'retry' {
  const set = world.api.read(STATEFUL_SETS, named);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return 'done';
  const result = bringUp(world, set);
  scaleDown(world, set);
  const owned = podsOf(world, set);
  const readyReplicas = owned.filter(isReady).length;
  world.api.update(STATEFUL_SETS, named, (object) => ({
    ...object,
    status: {
      replicas: owned.length,
      readyReplicas,
      availableReplicas: readyReplicas,
      observedGeneration: object.metadata.generation ?? 1,
    },
  }));
  return result;
}

function bringUp(world: World, set: StatefulSet): 'done' | 'retry' {
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel';
  let result: 'done' | 'retry' = 'done';
  for (let ordinal = 0; ordinal < (set.spec.replicas ?? 1); ordinal += 1) {
    const pod = bringUpOne(world, set, ordinal);
    if (pod === 'retry') result = 'retry';
    if (isOrdered && (pod === 'retry' || !isReady(pod))) return result;
  }
  return result;
}

/** The Pod of an ordinal as it stands; a new one comes only when the old one has gone and its claims are there. */
function bringUpOne(world: World, set: StatefulSet, ordinal: number): Pod | 'retry' {
  const name = `${set.metadata.name}-${ordinal}`;
  const present = world.api.read(PODS, { name, namespace: set.metadata.namespace });
  if (present !== undefined && isFinished(present) && present.metadata.deletionTimestamp === undefined) {
    world.api.delete(PODS, present.metadata);
  }
  if (present !== undefined && present.status?.phase !== 'Pending') return present;
  if (present?.metadata.deletionTimestamp !== undefined) return present;
  if (!createMissingClaims(world, set, ordinal)) return 'retry';
  if (present !== undefined) return present;
  const pod = withOwnClaims(podFrom(set.spec.template, set, name), set, ordinal);
  world.api.create(PODS, pod);
  return pod;
}

function scaleDown(world: World, set: StatefulSet): void {
  const wanted = set.spec.replicas ?? 1;
  for (const pod of podsOf(world, set)) {
    const ordinal = Number(pod.metadata.name.slice(set.metadata.name.length + 1));
    if (ordinal >= wanted && pod.metadata.deletionTimestamp === undefined) world.api.delete(PODS, pod.metadata);
  }
}

function podsOf(world: World, set: StatefulSet): readonly Pod[] {
  return world.api.list(PODS, set.metadata.namespace).filter((pod) => isOwnedBy(pod, set));
}
