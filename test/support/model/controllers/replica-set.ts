import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { PODS, REPLICA_SETS, type ReplicatedWorkload } from '../kinds.js';
import type { Named } from '../object-store.js';
import { isReady } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { isOwnedBy, ownerNameOf, podFrom } from './pod-template.js';

/** Keeps so many Pods. One that is marked for deletion does not count, so its replacement comes while it still stops (FIELD.md 2.3). */
export function runReplicaSets(world: World): void {
  const queue = createWorkQueue(world, world.timing.workloads, (named) => {
    sync(world, named);
  });
  world.api.store.watch(REPLICA_SETS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  world.api.store.watch(PODS, ({ object }) => {
    const name = ownerNameOf(object, REPLICA_SETS);
    if (name !== undefined) queue.add({ name, namespace: object.metadata.namespace });
  });
}

function sync(world: World, named: Named): void {
  const set = world.api.read(REPLICA_SETS, named);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
  const active = world.api.list(PODS, named.namespace).filter((pod) => isOwnedBy(pod, set) && isActive(pod));
  const wanted = set.spec.replicas ?? 1;
  for (let missing = wanted - active.length; missing > 0; missing -= 1) createPod(world, set);
  for (const surplus of active.slice(wanted)) world.api.delete(PODS, surplus.metadata);
  const readyReplicas = active.filter(isReady).length;
  world.api.update(REPLICA_SETS, named, (object) => ({
    ...object,
    status: {
      replicas: active.length,
      readyReplicas,
      availableReplicas: readyReplicas,
      observedGeneration: object.metadata.generation ?? 1,
    },
  }));
}

function createPod(world: World, set: ReplicatedWorkload): void {
  const pod = podFrom(set.spec.template, set, `${set.metadata.name}-${world.random.suffix()}`);
  world.api.create(PODS, { ...pod, metadata: { ...pod.metadata, generateName: `${set.metadata.name}-` } });
}

function isActive(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isFinished(pod);
}
