import type { PersistentVolumeClaim, Pod } from '../../../src/model/objects.js';
import { preconditionsOf } from '../../../src/steps/objects-now.js';
import { CLAIM, keyOf, POD, VOLUME } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { volume, type VolumeManifest } from '../../support/manifests/volume.js';
import { CLAIMS, PODS, VOLUMES } from '../../support/model/kinds.js';
import { createModelCluster, type ModelCluster, type ModelOptions } from '../../support/model/model-cluster.js';
import { isReady } from '../../support/model/pod-facts.js';
import { runInVirtualTime, VirtualClock } from '../../support/model/virtual-clock.js';

/** Tells a story on a model of its own, in virtual time. */
export function onModel<T>(
  options: ModelOptions,
  story: (model: ModelCluster, clock: VirtualClock) => Promise<T>,
): () => Promise<T> {
  return () => {
    const clock = new VirtualClock();
    const model = createModelCluster(clock, options);
    return runInVirtualTime(clock, () => story(model, clock));
  };
}

export async function installVolume(model: ModelCluster, manifest: VolumeManifest = {}): Promise<void> {
  model.apply(volume(manifest));
  model.apply(claim());
  await untilClaim(model, 'Bound');
}

export function theClaim(model: ModelCluster): PersistentVolumeClaim | undefined {
  return model.read(CLAIMS, 'app', 's3-pvc');
}

export function theVolume(model: ModelCluster) {
  return model.read(VOLUMES, undefined, 's3-pv');
}

export function untilClaim(model: ModelCluster, phase: string, name = 's3-pvc'): Promise<void> {
  return model.until(`${name} is ${phase}`, () => model.read(CLAIMS, 'app', name)?.status?.phase === phase);
}

export function untilReady(model: ModelCluster, count: number): Promise<void> {
  return model.until(`${count} Pods are Ready`, () => podsOf(model).filter(isReady).length === count);
}

export function podsOf(model: ModelCluster): readonly Pod[] {
  return model.all(PODS, 'app');
}

export async function deletePods(model: ModelCluster): Promise<void> {
  for (const pod of podsOf(model)) {
    if (pod.spec.nodeName === undefined) continue;
    await model.cluster.delete(keyOf(POD, pod), { uid: pod.metadata.uid ?? '' });
  }
}

export async function deleteClaim(model: ModelCluster): Promise<void> {
  const found = theClaim(model);
  if (found !== undefined) await model.cluster.delete(keyOf(CLAIM, found), preconditionsOf(found));
}

/** Deletes the volume, then creates volume and claim anew, one after the other (FIELD.md 2.14). */
export async function recreate(model: ModelCluster, manifest: VolumeManifest = {}): Promise<void> {
  const { cluster } = model;
  const old = theVolume(model);
  if (old !== undefined) await cluster.delete(keyOf(VOLUME, old), preconditionsOf(old));
  await model.until('the volume has gone', () => theVolume(model) === undefined);
  await cluster.create(volume(manifest), VOLUME);
  await model.until('the volume is Available', () => theVolume(model)?.status?.phase === 'Available');
  if (theClaim(model) === undefined) await cluster.create(claim(), CLAIM);
}
