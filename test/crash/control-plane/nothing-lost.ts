import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { lasting } from '../../scenarios/control-plane/lasting.js';
import type { KubernetesObject, PersistentVolume } from '../../../src/model/objects.js';
import { readPair, untilReady } from '../../scenarios/stories/facts.js';
import { ATTRIBUTES_AFTER, REPLICAS, type Scene } from './scene.js';

/** The recreation was brought to its end: everything as before, but for the attribute, and new objects. */
export async function assertAtTarget(scene: Scene): Promise<void> {
  const { before } = scene;
  const { volume } = await assertWhole(scene, { ...before.volume, spec: withAttributes(before.volume) });
  assert.notEqual(volume.metadata.uid, before.volume.metadata.uid, 'the volume is a new one');
}

/** Everything is as it was, whether it is the old objects or new ones. */
export async function assertAtSnapshot(scene: Scene): Promise<void> {
  await assertWhole(scene, scene.before.volume);
}

/** No request has changed anything: the very same objects. */
export async function assertUntouched(scene: Scene): Promise<void> {
  const now = await assertWhole(scene, scene.before.volume);
  assert.equal(now.volume.metadata.uid, scene.before.volume.metadata.uid);
  assert.equal(now.claim.metadata.uid, scene.before.claim.metadata.uid);
}

/** Claim Bound to this volume, all that is theirs still there, all Pods Ready, and the snapshots at hand. */
async function assertWhole(scene: Scene, wanted: PersistentVolume) {
  const { stage } = scene.place;
  await untilReady(stage, REPLICAS);
  const now = await readPair(stage);
  assert.deepEqual(lasting(now.volume), lasting(wanted));
  assert.deepEqual(lasting(now.claim), lasting(scene.before.claim));
  assert.equal(now.claim.status?.phase, 'Bound');
  assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid, 'the volume names this very claim');
  for (const run of await runsOf(scene)) await assertSnapshotKept(scene, run);
  return now;
}

export async function runsOf({ place }: Scene): Promise<readonly string[]> {
  return place.stage.runs();
}

/** What a person would go back by, without this program. */
async function assertSnapshotKept({ place, before }: Scene, run: string): Promise<void> {
  const folder = join(place.folder, 'state', 'kubectl-s3csi-recreate', 'runs', run, 'snapshot');
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const kept = texts.map((text) => parse(text, { version: '1.1' }) as KubernetesObject);
  assert.deepEqual(
    kept.map(({ kind, metadata, spec }) => ({
      kind,
      name: metadata.name,
      labels: metadata.labels,
      of: sourceOf(spec),
    })),
    [before.volume, before.claim].map(({ kind, metadata, spec }) => ({
      kind,
      name: metadata.name,
      labels: metadata.labels,
      of: sourceOf(spec),
    })),
  );
}

/** Attributes, mount options and size: what nobody could guess. */
function sourceOf(spec: unknown) {
  const { csi, mountOptions, capacity, resources } = spec as Record<string, unknown>;
  return { csi, mountOptions, capacity, resources };
}

function withAttributes({ spec }: PersistentVolume): PersistentVolume['spec'] {
  assert.ok(spec.csi);
  return { ...spec, csi: { ...spec.csi, volumeAttributes: ATTRIBUTES_AFTER } };
}
