import { isSameJson } from '../same-json.js';
import { CLAIMS, VOLUMES } from '../kinds.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import type { Binder, BinderOptions } from './binder-state.js';
import { syncClaim } from './binder-claims.js';
import { syncVolume } from './binder-volumes.js';

/**
 * The PersistentVolume controller for static volumes. It makes one write at a time, so that what stands between two of
 * them can be seen.
 */
export function runBinder(world: World, options: BinderOptions): void {
  const { store } = world.api;
  const claims = createWorkQueue(world, world.timing.binderWrite, (named) => {
    const again = syncClaim(binder, named);
    if (again === 'next-write') claims.add(named, world.timing.binderWrite);
    if (again === 'resync') claims.add(named, world.timing.binderResync);
  });
  const volumes = createWorkQueue(world, world.timing.binderSeesVolume, (named) => {
    syncVolume(binder, named);
  });
  const binder: Binder = {
    world,
    options,
    known: new Set(),
    lookAtClaim: (named) => {
      claims.add(named);
    },
  };
  store.watch(CLAIMS, ({ type, object, previous }) => {
    const { volumeName } = object.spec;
    if (type === 'added') claims.add(object.metadata, world.timing.binderSeesNewClaim);
    if (type === 'modified' && !isOnlyStatus(previous, object)) {
      claims.add(object.metadata, world.timing.binderSeesChangedClaim);
    }
    if (volumeName !== undefined) volumes.add({ name: volumeName });
  });
  store.watch(VOLUMES, ({ object }) => {
    volumes.add(object.metadata);
  });
}

function isOnlyStatus(before: typeof CLAIMS.sample, after: typeof CLAIMS.sample): boolean {
  const withoutStatus = (claim: typeof CLAIMS.sample) => ({
    spec: claim?.spec,
    metadata: { ...claim?.metadata, resourceVersion: '' },
  });
  return isSameJson(withoutStatus(before), withoutStatus(after));
}
