import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../../src/model/objects.js';
import { CLAIMS, NODES, PODS, VOLUMES } from '../kinds.js';
import type { Named } from '../object-store.js';
import { claimNamesOf, isScheduled, withConditions } from '../pod-facts.js';
import { createWorkQueue, type WorkQueue } from '../work-queue.js';
import { later, type World } from '../world.js';
import { createLaggedView, type LaggedView } from './lagged-view.js';
import { createNodePicker, type NodePicker } from './node-picker.js';
import { refusalOf } from './scheduler-filter.js';

export interface SchedulerOptions {
  /** Takes refused Pods before their back-off is over when there is nothing else to do: 1.33 and later (FIELD.md 2.15). */
  readonly popFromBackoff: boolean;
}

interface Scheduler {
  readonly world: World;
  readonly options: SchedulerOptions;
  readonly queue: WorkQueue;
  readonly claims: LaggedView<PersistentVolumeClaim>;
  readonly volumes: LaggedView<PersistentVolume>;
  readonly nodes: NodePicker;
  /** By uid, the Pods that were refused. */
  readonly refused: Map<string, Refusal>;
}

interface Refusal {
  readonly pod: Pod;
  readonly attempts: number;
  readonly at: number;
}

/** Gives Pods their nodes, and refuses those whose claims it believes are going, missing or unbound (FIELD.md 2.2). */
export function runScheduler(world: World, options: SchedulerOptions): void {
  const { schedulerCache } = world.timing;
  const scheduler: Scheduler = {
    world,
    options,
    queue: createWorkQueue(world, world.timing.scheduling, (named) => {
      attempt(scheduler, named);
    }),
    claims: createLaggedView(world, CLAIMS, schedulerCache, ({ type, object }) => {
      // No plugin asks to be told of a claim's end, only of its coming and its changes.
      if (type !== 'deleted') retry(scheduler, (pod) => names(pod, object));
    }),
    volumes: createLaggedView(world, VOLUMES, schedulerCache, ({ type }) => {
      if (type !== 'deleted') retry(scheduler, (pod) => claimNamesOf(pod).length > 0);
    }),
    nodes: createNodePicker(world),
    refused: new Map(),
  };
  world.api.store.watch(PODS, ({ type, object }) => {
    if (type === 'deleted') {
      scheduler.refused.delete(object.metadata.uid ?? '');
      retry(scheduler, () => true);
    } else if (isWaiting(object) && !scheduler.refused.has(object.metadata.uid ?? '')) {
      scheduler.queue.add(object.metadata);
    }
  });
  world.api.store.watch(NODES, () => {
    retry(scheduler, () => true);
  });
}

function attempt(scheduler: Scheduler, named: Named): void {
  const { world, nodes, refused, claims, volumes } = scheduler;
  const pod = world.api.read(PODS, named);
  if (pod === undefined || !isWaiting(pod)) return;
  const refusal = refusalOf(pod, claims, volumes);
  const node = refusal === undefined ? nodes.pick(pod) : undefined;
  if (node === undefined) refuse(scheduler, pod, refusal ?? nodes.whyNone());
  else {
    refused.delete(pod.metadata.uid ?? '');
    later(world, world.timing.binding, () => {
      bind(world, pod, node);
    });
  }
}

function refuse({ world, refused }: Scheduler, pod: Pod, why: string): void {
  const { uid = '' } = pod.metadata;
  const attempts = (refused.get(uid)?.attempts ?? 0) + 1;
  refused.set(uid, { pod, attempts, at: world.clock.now() });
  const total = world.api.list(NODES).length;
  const message = `0/${total} nodes are available: ${why}`;
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  world.api.update(PODS, pod.metadata, (object) => withConditions(object, [condition], world.clock.now()));
}

function retry({ world, options, queue, refused }: Scheduler, isConcerned: (pod: Pod) => boolean): void {
  for (const { pod, attempts, at } of refused.values()) {
    if (!isConcerned(pod)) continue;
    const backoffMs = Math.min(10_000, 1000 * 2 ** (attempts - 1));
    const leftMs = options.popFromBackoff ? 0 : at + backoffMs - world.clock.now();
    queue.add(pod.metadata, Math.max(leftMs, world.random.draw(world.timing.scheduling)));
  }
}

function bind(world: World, pod: Pod, nodeName: string): void {
  const present = world.api.read(PODS, pod.metadata);
  if (present?.metadata.uid !== pod.metadata.uid || !isWaiting(present)) return;
  world.api.update(PODS, pod.metadata, (object) =>
    withConditions(
      { ...object, spec: { ...object.spec, nodeName } },
      [{ type: 'PodScheduled', status: 'True' }],
      world.clock.now(),
    ),
  );
}

function isWaiting(pod: Pod | undefined): pod is Pod {
  if (pod === undefined || isScheduled(pod) || pod.metadata.deletionTimestamp !== undefined) return false;
  return (pod.spec['schedulerName'] ?? 'default-scheduler') === 'default-scheduler';
}

function names(pod: Pod, claim: PersistentVolumeClaim): boolean {
  return pod.metadata.namespace === claim.metadata.namespace && claimNamesOf(pod).includes(claim.metadata.name);
}
