import assert from 'node:assert/strict';
import type { EditedManifests } from '../../../src/model/edits.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { chooseManifests } from '../../../src/plan/choose-manifests.js';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import { volume } from '../../support/manifests/volume.js';
import { assertFails } from './support/failures.js';

const WANTED = { namespace: 'app', claimName: 's3-pvc', driver: 's3.csi.aws.com' };

function choose(...objects: readonly KubernetesObject[]): EditedManifests {
  return chooseManifests(objects, WANTED, 'my.yaml');
}

function without<T extends KubernetesObject>(object: T, field: string): T {
  const { [field]: left, ...metadata } = object.metadata;
  assert.notEqual(left, undefined);
  return { ...object, metadata };
}

function withSpec<T extends PersistentVolume | PersistentVolumeClaim>(
  object: T,
  spec: Readonly<Record<string, unknown>>,
): T {
  return { ...object, spec: { ...object.spec, ...spec } };
}

describe('choose manifests: what is taken', () => {
  it('is the claim and its volume, wherever they stand, and the rest is named', () => {
    const chosen = choose(
      deployment(),
      volume(),
      volume({ name: 'other', claim: 'other' }),
      claim(),
      claim({ name: 'other' }),
    );
    assert.deepEqual([chosen.claim, chosen.volume], [claim(), volume()]);
    assert.deepEqual(chosen.leftAside, ['Deployment/web', 'PersistentVolume/other', 'PersistentVolumeClaim/other']);
    assert.equal(chosen.source, 'my.yaml');
  });

  it('is the claim alone, where there is no volume', () => {
    const chosen = choose(claim());
    assert.deepEqual([chosen.claim, 'volume' in chosen, chosen.leftAside], [claim(), false, []]);
  });

  it('is the volume alone, where there is no claim', () => {
    const chosen = choose(volume());
    assert.deepEqual(['claim' in chosen, chosen.volume], [false, volume()]);
  });

  it('is a claim without a namespace, which then has the one that counts', () => {
    for (const unnamed of [without(claim(), 'namespace'), claim({ namespace: '' })]) {
      assert.equal(choose(unnamed).claim?.metadata.namespace, 'app');
    }
  });

  it('is the claim of the namespace, where others of its name stand beside it', () => {
    const chosen = choose(claim({ namespace: 'other' }), claim(), claim({ namespace: 'third' }));
    assert.equal(chosen.claim?.metadata.namespace, 'app');
    assert.deepEqual(chosen.leftAside, ['PersistentVolumeClaim/s3-pvc', 'PersistentVolumeClaim/s3-pvc']);
  });

  it('is a single volume that names no claim', () => {
    assert.equal(choose(volume({ claim: null })).volume?.metadata.name, 's3-pv');
  });

  it('is the volume that the claim names, even if it names no claim itself', () => {
    const chosen = choose(
      claim({ volume: 'b' }),
      volume({ name: 'a', claim: null }),
      volume({ name: 'b', claim: null }),
    );
    assert.equal(chosen.volume?.metadata.name, 'b');
  });

  it('is the volume that names the claim, where the claim names none', () => {
    for (const unnamed of [claim({ volume: null }), claim({ volume: '' })]) {
      const chosen = choose(
        unnamed,
        volume({ name: 'a', claim: 'other' }),
        volume({ name: 'b' }),
        volume({ name: 'c', claim: null }),
      );
      assert.equal(chosen.volume?.metadata.name, 'b');
    }
  });

  it('is the volume that names the claim without a namespace, since the claim has none either', () => {
    const nameOnly = withSpec(volume(), { claimRef: { name: 's3-pvc' } });
    assert.equal(choose(nameOnly).volume?.metadata.name, 's3-pv');
    assert.equal(choose(claim(), nameOnly).volume?.metadata.name, 's3-pv');
  });

  it('is not what only looks alike: another API, or no spec', () => {
    const foreign = { ...claim(), apiVersion: 'example.com/v1' };
    const chosen = choose(foreign, claim(), { ...volume(), spec: null });
    assert.deepEqual(chosen.claim, claim());
    assert.deepEqual(chosen.leftAside, ['PersistentVolumeClaim/s3-pvc', 'PersistentVolume/s3-pv']);
  });

  it('has no namespace in the volume, which has none in a cluster', () => {
    const namespaced = { ...volume(), metadata: { ...volume().metadata, namespace: 'app' } };
    assert.equal('namespace' in (choose(namespaced).volume?.metadata ?? {}), false);
  });
});

describe('choose manifests: fields that were left empty say nothing', () => {
  it('claimRef', () => {
    for (const claimRef of [null, {}]) {
      assert.equal(choose(withSpec(volume(), { claimRef })).volume?.metadata.name, 's3-pv');
      assert.equal(choose(claim(), withSpec(volume(), { claimRef })).volume?.metadata.name, 's3-pv');
    }
  });

  it('volumeName', () => {
    assert.equal(choose(withSpec(claim(), { volumeName: null }), volume()).volume?.metadata.name, 's3-pv');
  });

  it('namespace', () => {
    const emptied = { ...claim(), metadata: { ...claim().metadata, namespace: null } } as unknown as KubernetesObject;
    assert.equal(choose(emptied).claim?.metadata.namespace, 'app');
  });
});

describe('choose manifests: what is refused', () => {
  it('neither a claim nor a volume', () => {
    assertFails(() => choose(deployment()), 'usage', /my\.yaml has neither claim app\/s3-pvc nor a volume for it/);
    assertFails(() => choose(), 'usage', /neither/);
  });

  it('the claim of another namespace', () => {
    const failure = assertFails(() => choose(claim({ namespace: 'prod' })), 'usage', /namespace prod, not in app/);
    assert.match(failure.hint ?? '', /-n prod/);
  });

  it('another claim', () => {
    const failure = assertFails(
      () => choose(claim({ name: 'other' }), volume()),
      'usage',
      /has claim other, not s3-pvc/,
    );
    assert.match(failure.hint ?? '', /kubectl s3csi-recreate other/);
  });

  it('the claim twice, also when one of them has no namespace', () => {
    assertFails(() => choose(claim(), claim()), 'usage', /claim app\/s3-pvc more than once/);
    assertFails(() => choose(claim(), without(claim(), 'namespace')), 'usage', /more than once/);
  });

  it('the volume twice', () => {
    assertFails(() => choose(claim(), volume(), volume()), 'usage', /a volume for claim app\/s3-pvc more than once/);
    assertFails(() => choose(volume({ name: 'a' }), volume({ name: 'b' })), 'usage', /more than once/);
  });

  it('a volume of another name than the claim says', () => {
    assertFails(
      () => choose(claim({ volume: 'other' }), volume()),
      'usage',
      /volume s3-pv, but its claim names volume other/,
    );
  });

  it('a volume for another claim, or for the claim of another namespace', () => {
    const places: readonly (readonly [string, string])[] = [
      ['app', 'other'],
      ['prod', 's3-pvc'],
    ];
    for (const [namespace, name] of places) {
      const expected = new RegExp(`s3-pv in my\\.yaml is for claim ${namespace}/${name}, not app/s3-pvc`);
      assertFails(() => choose(volume({ namespace, claim: name })), 'usage', expected);
      assertFails(() => choose(claim(), volume({ namespace, claim: name })), 'usage', expected);
    }
  });

  it('a volume of another driver, or of none', () => {
    const csi = { driver: 'ebs.csi.aws.com', volumeHandle: 'x' };
    assertFails(() => choose(withSpec(volume(), { csi })), 'usage', /driver ebs\.csi\.aws\.com, not s3\.csi\.aws\.com/);
    assertFails(() => choose(withSpec(volume(), { csi: undefined })), 'usage', /driver none/);
    assertFails(() => choose(withSpec(volume(), { csi: null })), 'usage', /driver none/);
  });
});
