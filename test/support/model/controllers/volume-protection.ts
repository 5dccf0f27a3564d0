import { VOLUME_FINALIZER } from '../admission.js';
import { VOLUMES } from '../kinds.js';
import type { Named } from '../object-store.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from './finalizers.js';

/** pv-protection: a volume that is being deleted goes when its phase is no longer Bound (FIELD.md 2.5). */
export function runVolumeProtection(world: World): void {
  const queue = createWorkQueue(world, world.timing.volumeProtection, (named) => {
    protect(world, named);
  });
  world.api.store.watch(VOLUMES, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
}

function protect(world: World, named: Named): void {
  const volume = world.api.read(VOLUMES, named);
  if (volume === undefined) return;
  const isProtected = hasFinalizer(volume, VOLUME_FINALIZER);
  if (volume.metadata.deletionTimestamp === undefined) {
    if (!isProtected) world.api.update(VOLUMES, named, (object) => withFinalizer(object, VOLUME_FINALIZER));
  } else if (isProtected && volume.status?.phase !== 'Bound') {
    world.api.update(VOLUMES, named, (object) => withoutFinalizer(object, VOLUME_FINALIZER));
  }
}
