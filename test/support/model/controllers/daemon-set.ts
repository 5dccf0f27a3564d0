import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { DAEMON_SETS, NODES, PODS, type ReplicatedWorkload } from '../kinds.js';
import type { Named } from '../object-store.js';
import { isReady } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { nodeAffinityTo, nodeAskedFor } from './node-affinity.js';
import { isOwnedBy, ownerNameOf, podFrom } from './pod-template.js';

/** Keeps one Pod on each node; the next one comes only when the old one has gone. */
export function runDaemonSets(world: World): void {
  const { store } = world.api;
  const queue = createWorkQueue(world, world.timing.workloads, (named) => {
    sync(world, named);
  });
  store.watch(DAEMON_SETS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  store.watch(PODS, ({ object }) => {
    const name = ownerNameOf(object, DAEMON_SETS);
    if (name !== undefined) queue.add({ name, namespace: object.metadata.namespace });
  });
  store.watch(NODES, () => {
    for (const set of world.api.list(DAEMON_SETS)) queue.add(set.metadata);
  });
}

function sync(world: World, named: Named): void {
  const { api } = world;
  const set = api.read(DAEMON_SETS, named);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
  const nodes = api.list(NODES).map(({ metadata }) => metadata.name);
  const owned = api.list(PODS, named.namespace).filter((pod) => isOwnedBy(pod, set));
  for (const pod of owned) {
    if (isFinished(pod) && pod.metadata.deletionTimestamp === undefined) api.delete(PODS, pod.metadata);
  }
  const covered = new Set(owned.map((pod) => nodeAskedFor(pod)));
  for (const node of nodes) if (!covered.has(node)) api.create(PODS, podFor(world, set, node));
  const numberReady = owned.filter(isReady).length;
  api.update(DAEMON_SETS, named, (object) => ({
    ...object,
    status: {
      desiredNumberScheduled: nodes.length,
      currentNumberScheduled: owned.length,
      numberReady,
      numberAvailable: numberReady,
      observedGeneration: object.metadata.generation ?? 1,
    },
  }));
}

function podFor(world: World, set: ReplicatedWorkload, node: string): Pod {
  const pod = podFrom(set.spec.template, set, `${set.metadata.name}-${world.random.suffix()}`);
  return { ...pod, spec: { ...pod.spec, affinity: nodeAffinityTo(node) } };
}
