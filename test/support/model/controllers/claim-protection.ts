import type { PersistentVolumeClaim } from '../../../../src/model/objects.js';
import { CLAIM_FINALIZER } from '../admission.js';
import { CLAIMS, PODS } from '../kinds.js';
import type { Named } from '../object-store.js';
import { claimNamesOf, isScheduled } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from './finalizers.js';

/** pvc-protection: a claim that is being deleted goes when no Pod with a node names it, whatever that Pod's phase (FIELD.md 2.1). */
export function runClaimProtection(world: World): void {
  const { store } = world.api;
  const queue = createWorkQueue(world, world.timing.claimProtection, (named) => {
    protect(world, named);
  });
  store.watch(CLAIMS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  store.watch(PODS, ({ type, object }) => {
    if (type !== 'deleted') return;
    for (const name of claimNamesOf(object)) queue.add({ name, namespace: object.metadata.namespace });
  });
}

function protect(world: World, named: Named): void {
  const claim = world.api.read(CLAIMS, named);
  if (claim === undefined) return;
  const isProtected = hasFinalizer(claim, CLAIM_FINALIZER);
  if (claim.metadata.deletionTimestamp === undefined) {
    if (!isProtected) world.api.update(CLAIMS, named, (object) => withFinalizer(object, CLAIM_FINALIZER));
  } else if (isProtected && !isHeld(world, claim)) {
    world.api.update(CLAIMS, named, (object) => withoutFinalizer(object, CLAIM_FINALIZER));
  }
}

function isHeld(world: World, claim: PersistentVolumeClaim): boolean {
  const { name, namespace } = claim.metadata;
  return world.api.list(PODS, namespace).some((pod) => isScheduled(pod) && claimNamesOf(pod).includes(name));
}
