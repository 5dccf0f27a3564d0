import type { Pod } from '../../../../src/model/objects.js';
import { CLAIMS, PODS } from '../kinds.js';
import { claimNamesOf, isScheduled } from '../pod-facts.js';
import { later, type World } from '../world.js';
import type { Mounts } from './kubelet-mounts.js';
import { type NextState, nextStateOf } from './pod-lifecycle.js';

/** The kubelets of all nodes: they start Pods whose claims are bound and mounted, and end those that are deleted. */
export function runKubelets(world: World, mounts: Mounts): void {
  const { api } = world;
  const plans = new Map<string, { readonly name: string; readonly cancel: () => void }>();
  api.store.watch(PODS, ({ type, object }) => {
    if (type === 'deleted') plan(object, undefined);
    else look(object);
  });
  api.store.watch(CLAIMS, ({ object: { metadata } }) => {
    for (const pod of api.list(PODS, metadata.namespace)) if (claimNamesOf(pod).includes(metadata.name)) look(pod);
  });
  mounts.onChange(() => {
    for (const pod of api.list(PODS)) if (pod.status?.phase === 'Pending') look(pod);
  });

  function look(pod: Pod): void {
    plan(pod, isScheduled(pod) ? nextStateOf(world, pod, mounts) : undefined);
  }

  /** A plan of the same name stands; another one takes its place. */
  function plan({ metadata: { uid = '' } }: Pod, next: NextState | undefined): void {
    const present = plans.get(uid);
    if (present?.name === next?.name) return;
    present?.cancel();
    plans.delete(uid);
    if (next === undefined) return;
    const cancel = later(world, next.after, () => {
      plans.delete(uid);
      next.enter();
    });
    plans.set(uid, { name: next.name, cancel });
  }
}
