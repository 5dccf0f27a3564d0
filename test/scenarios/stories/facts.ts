import assert from 'node:assert/strict';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../src/model/objects.js';
import { CLAIM, VOLUME } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { volume, type VolumeManifest } from '../../support/manifests/volume.js';
import type { PluginResult, Stage } from '../stage.js';

export const CLAIM_NAME = 's3-pvc';

export { DEPLOYMENT, STATEFUL_SET } from '../../../src/model/references.js';

/** What an operator sees besides fields: labels and annotations of their own, which must survive. */
export const MARKS = { labels: { team: 'storage' }, annotations: { 'example.com/ticket': 'CHG-1' } };

export function theVolume(stage: Stage, manifest: VolumeManifest = {}): PersistentVolume {
  return volume({ name: stage.volumeName, namespace: stage.namespace, claim: CLAIM_NAME, ...MARKS, ...manifest });
}

export function theClaim(stage: Stage): PersistentVolumeClaim {
  return claim({ name: CLAIM_NAME, namespace: stage.namespace, volume: stage.volumeName, ...MARKS });
}

/** Claim and volume as they were installed with v1 of the driver: no authenticationSource. */
export async function installVolume(stage: Stage, manifest: VolumeManifest = {}): Promise<void> {
  await stage.create(theVolume(stage, manifest), theClaim(stage));
  await stage.until('the claim is Bound', async () => (await readClaim(stage)).status?.phase === 'Bound');
}

export async function readClaim(stage: Stage): Promise<PersistentVolumeClaim> {
  const found = await stage.read<PersistentVolumeClaim>(CLAIM, CLAIM_NAME);
  assert.ok(found, 'the claim is there');
  return found;
}

export async function readVolume(stage: Stage): Promise<PersistentVolume> {
  const found = await stage.read<PersistentVolume>(VOLUME, stage.volumeName);
  assert.ok(found, 'the volume is there');
  return found;
}

export interface Pair {
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume;
}

export async function readPair(stage: Stage): Promise<Pair> {
  return { claim: await readClaim(stage), volume: await readVolume(stage) };
}

export async function untilReady(stage: Stage, count: number, label?: string): Promise<readonly Pod[]> {
  let ready: readonly Pod[] = [];
  await stage.until(`${count} Pods are Ready`, async () => {
    ready = (await stage.pods()).filter(
      (pod) => isReady(pod) && (label === undefined || pod.metadata.labels?.['app'] === label),
    );
    return ready.length === count;
  });
  return ready;
}

/** A set tries again while its claim is going, and makes it anew from its template then (FIELD.md 2.9): before a run that waits. */
export async function untilMadeByItsSet(stage: Stage, name: string): Promise<void> {
  await stage.until(`the set has made its claim ${name}`, async () => {
    const claim = await stage.read(CLAIM, name);
    return claim !== undefined && claim.metadata.deletionTimestamp === undefined;
  });
}

export function isReady({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true
  );
}

export function uidsOf(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.map(({ metadata }) => metadata.uid ?? '').sort();
}

export function assertDone(result: PluginResult): void {
  assert.equal(result.code, 0, `exit code ${result.code}\n${result.stdout}\n${result.stderr}`);
}

export function assertExit(result: PluginResult, code: number, words: RegExp): void {
  assert.equal(result.code, code, `exit code ${result.code}\n${result.stdout}\n${result.stderr}`);
  assert.match(result.stderr, words);
}

/** New objects under the old names; nothing about them differs but what was asked for. */
export async function assertRecreated(stage: Stage, before: Pair, attributes: Record<string, string>): Promise<void> {
  const now = await readPair(stage);
  assert.notEqual(now.volume.metadata.uid, before.volume.metadata.uid, 'the volume has a new uid');
  assert.notEqual(now.claim.metadata.uid, before.claim.metadata.uid, 'the claim has a new uid');
  assert.deepEqual(now.volume.spec.csi?.volumeAttributes, attributes);
  assert.equal(now.claim.status?.phase, 'Bound');
  assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid, 'they name each other');
  assert.deepEqual(lasting(now.volume), {
    ...lasting(before.volume),
    spec: { ...specOf(before.volume), csi: now.volume.spec.csi },
  });
  assert.deepEqual(lasting(now.claim), lasting(before.claim));
  assert.deepEqual({ ...now.volume.spec.csi, volumeAttributes: 0 }, { ...before.volume.spec.csi, volumeAttributes: 0 });
}

/** What stood before stands again; only uids, versions and times may differ. */
export async function assertRestored(stage: Stage, before: Pair): Promise<void> {
  const now = await readPair(stage);
  assert.deepEqual(lasting(now.volume), lasting(before.volume));
  assert.deepEqual(lasting(now.claim), lasting(before.claim));
  assert.equal(now.claim.status?.phase, 'Bound');
  assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid, 'they name each other');
}

/** The same objects, untouched. */
export async function assertUntouched(stage: Stage, before: Pair): Promise<void> {
  const now = await readPair(stage);
  for (const [is, was] of [
    [now.claim, before.claim],
    [now.volume, before.volume],
  ] as const) {
    assert.equal(is.metadata.uid, was.metadata.uid);
    assert.equal(is.metadata.resourceVersion, was.metadata.resourceVersion);
  }
}

/** What has to be the same before and after: labels, annotations, finalizers, owners and spec, but for uids. */
export function lasting(object: PersistentVolume | PersistentVolumeClaim) {
  const { labels, annotations = {}, finalizers, ownerReferences } = object.metadata;
  const own = Object.entries(annotations).filter(([key]) => !key.startsWith('pv.kubernetes.io/'));
  return { labels, annotations: Object.fromEntries(own), finalizers, ownerReferences, spec: specOf(object) };
}

function specOf(object: PersistentVolume | PersistentVolumeClaim) {
  const { claimRef, ...spec } = object.spec as PersistentVolume['spec'];
  return claimRef === undefined ? spec : { ...spec, claimRef: { namespace: claimRef.namespace, name: claimRef.name } };
}
