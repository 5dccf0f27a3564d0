import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { storedClaim, storedVolume } from './support/stored.js';

const SERVER_FIELDS: Readonly<Record<string, Json>> = {
  uid: 'u',
  resourceVersion: '42',
  creationTimestamp: '2026-01-05T09:00:00Z',
  generation: 3,
  managedFields: [{ manager: 'kubectl' }],
  selfLink: '/api/v1/persistentvolumes/s3-pv',
  deletionTimestamp: '2026-01-05T10:00:00Z',
  deletionGracePeriodSeconds: 0,
};

const BINDER_ANNOTATIONS = [
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.kubernetes.io/storage-provisioner',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
];

function claimWith(metadata: Readonly<Record<string, Json>>): PersistentVolumeClaim {
  const claim = storedClaim();
  return { ...claim, metadata: { ...claim.metadata, ...metadata } };
}

function volumeWith(metadata: Readonly<Record<string, Json>>): PersistentVolume {
  const volume = storedVolume();
  return { ...volume, metadata: { ...volume.metadata, ...metadata } };
}

describe('manifest: the source that a claim names', () => {
  const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' };
  const custom = { apiGroup: 'example.com', kind: 'Thing', name: 't' };
  const elsewhere = { ...snapshot, namespace: 'other' };

  function sources(spec: Readonly<Record<string, Json>>): Readonly<Record<string, Json | undefined>> {
    const claim = storedClaim();
    const { dataSource, dataSourceRef } = claimManifest({ ...claim, spec: { ...claim.spec, ...spec } }).spec;
    return { dataSource, dataSourceRef };
  }

  it('stands in both fields, as the server writes it', () => {
    const both = { dataSource: snapshot, dataSourceRef: snapshot };
    assert.deepEqual(sources({ dataSource: snapshot }), both);
    assert.deepEqual(sources({ dataSourceRef: snapshot }), both);
    assert.deepEqual(sources(both), both);
    assert.deepEqual(sources({ dataSourceRef: custom }), { dataSource: custom, dataSourceRef: custom });
    const claim = { apiGroup: null, kind: 'PersistentVolumeClaim', name: 'c' };
    const core = { kind: 'PersistentVolumeClaim', name: 'c' };
    assert.deepEqual(sources({ dataSource: claim }), { dataSource: core, dataSourceRef: core });
  });

  it('of another kind is kept in dataSourceRef only, and one in another namespace there alone', () => {
    assert.deepEqual(sources({ dataSource: custom }), { dataSource: undefined, dataSourceRef: undefined });
    assert.deepEqual(sources({ dataSourceRef: elsewhere }), { dataSource: undefined, dataSourceRef: elsewhere });
  });

  it('is not made up', () => {
    assert.ok(!('dataSource' in claimManifest(storedClaim()).spec));
  });
});

describe('manifest: what the server writes is not created again', () => {
  for (const [key, value] of Object.entries(SERVER_FIELDS)) {
    it(`drops metadata.${key}`, () => {
      assert.equal(key in claimManifest(claimWith({ [key]: value })).metadata, false);
      assert.equal(key in volumeManifest(volumeWith({ [key]: value })).metadata, false);
    });
  }

  for (const annotation of BINDER_ANNOTATIONS) {
    it(`drops the annotation ${annotation} and no other`, () => {
      const annotations = { [annotation]: 'yes', 'example.com/mine': 'kept' };
      assert.deepEqual(claimManifest(claimWith({ annotations })).metadata.annotations, { 'example.com/mine': 'kept' });
      assert.deepEqual(volumeManifest(volumeWith({ annotations })).metadata.annotations, {
        'example.com/mine': 'kept',
      });
    });
  }

  it('drops the status', () => {
    assert.equal('status' in claimManifest(storedClaim()), false);
    assert.equal('status' in volumeManifest(storedVolume()), false);
  });

  it('drops the finalizers that admission puts there anyhow, and keeps those of other controllers', () => {
    const foreign = 'external-provisioner.volume.kubernetes.io/finalizer';
    const claim = claimManifest(claimWith({ finalizers: ['kubernetes.io/pvc-protection', foreign] }));
    const volume = volumeManifest(volumeWith({ finalizers: [foreign, 'kubernetes.io/pv-protection'] }));
    assert.deepEqual(claim.metadata.finalizers, [foreign]);
    assert.deepEqual(volume.metadata.finalizers, [foreign]);
  });

  it('leaves no empty list or map where nothing is left of it', () => {
    const emptied = { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } };
    const { metadata } = claimManifest(claimWith(emptied));
    assert.equal('annotations' in metadata, false);
    assert.equal('finalizers' in metadata, false);
  });

  it('frees the volume from the old claim and reserves it for the next one of that name', () => {
    const { claimRef } = volumeManifest(storedVolume({ claimUid: 'c1' })).spec;
    assert.deepEqual(claimRef, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: 'app',
      name: 's3-pvc',
    });
  });
});

describe('manifest: what people write is kept', () => {
  const KEPT: Readonly<Record<string, Json>> = {
    labels: { team: 'storage' },
    annotations: { 'pv.kubernetes.io/provisioned-by': 's3.csi.aws.com', note: '' },
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'o1' }],
    futureField: { deep: [1, null, false] },
  };

  for (const [key, value] of Object.entries(KEPT)) {
    it(`keeps metadata.${key}`, () => {
      assert.deepEqual(claimManifest(claimWith({ [key]: value })).metadata[key], value);
      assert.deepEqual(volumeManifest(volumeWith({ [key]: value })).metadata[key], value);
    });
  }

  it('keeps name, namespace, and the name of the volume', () => {
    const { metadata, spec } = claimManifest(storedClaim());
    assert.deepEqual([metadata.namespace, metadata.name, spec.volumeName], ['app', 's3-pvc', 's3-pv']);
  });

  it('keeps fields that no version of today knows, at every level', () => {
    const claim = storedClaim();
    const volume = storedVolume();
    const { csi } = volume.spec;
    assert.ok(csi);
    const odd = { ...volume, futureRoot: 1, spec: { ...volume.spec, futureSpec: 2, csi: { ...csi, futureField: 3 } } };
    const kept = volumeManifest(odd);
    assert.deepEqual([kept['futureRoot'], kept.spec['futureSpec'], kept.spec.csi?.['futureField']], [1, 2, 3]);
    const keptClaim = claimManifest({ ...claim, futureRoot: 1, spec: { ...claim.spec, futureSpec: 2 } });
    assert.deepEqual([keptClaim['futureRoot'], keptClaim.spec['futureSpec']], [1, 2]);
  });

  it('changes nothing in what it was given', () => {
    const [claim, volume] = [storedClaim(), storedVolume()];
    const before = JSON.stringify([claim, volume]);
    claimManifest(claim);
    volumeManifest(volume);
    assert.equal(JSON.stringify([claim, volume]), before);
  });
});

describe('manifest: a manifest from a file compares equal to what it becomes', () => {
  it('has the defaults that the server fills in', () => {
    const { volumeMode: ofClaim, ...claimSpec } = storedClaim().spec;
    const { volumeMode, persistentVolumeReclaimPolicy, ...volumeSpec } = storedVolume().spec;
    assert.deepEqual([ofClaim, volumeMode, persistentVolumeReclaimPolicy], ['Filesystem', 'Filesystem', 'Retain']);
    assert.deepEqual(claimManifest({ ...storedClaim(), spec: claimSpec }), claimManifest(storedClaim()));
    assert.deepEqual(volumeManifest({ ...storedVolume(), spec: volumeSpec }), volumeManifest(storedVolume()));
  });

  it('lets what is said win over the defaults', () => {
    const volume = storedVolume({ reclaimPolicy: 'Delete' });
    assert.equal(volumeManifest(volume).spec.persistentVolumeReclaimPolicy, 'Delete');
    const block = { ...volume, spec: { ...volume.spec, volumeMode: 'Block' } };
    assert.equal(volumeManifest(block).spec['volumeMode'], 'Block');
  });

  it('leaves out what the server leaves out of a volume when it is empty, but not of a claim', () => {
    const volume = storedVolume();
    const { spec } = volumeManifest({ ...volume, spec: { ...volume.spec, storageClassName: '', mountOptions: [] } });
    assert.equal('storageClassName' in spec || 'mountOptions' in spec, false);
    assert.equal(claimManifest(storedClaim()).spec.storageClassName, '');
  });

  it('takes the nulls of a manifest whose fields were left empty for missing ones', () => {
    const volume = storedVolume();
    const emptied = { ...volume.spec, mountOptions: null, claimRef: null, storageClassName: null };
    const { spec } = volumeManifest({ ...volume, spec: emptied } as unknown as PersistentVolume);
    assert.deepEqual([spec.mountOptions ?? [], spec.claimRef ?? {}, spec.storageClassName ?? ''], [[], {}, '']);
  });
});
