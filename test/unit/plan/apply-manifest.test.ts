import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { applyManifest } from '../../../src/plan/apply-manifest.js';
import { volumeChanges } from '../../../src/plan/changes.js';
import { LAST_APPLIED, withLastApplied } from '../../../src/plan/last-applied.js';
import { volumeManifest } from '../../../src/plan/manifest.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { APPLIED_VOLUME, LIVE_VOLUME, NEXT_MANIFEST, ODD_MANIFEST, ODD_VOLUME } from './support/kubectl-facts.js';
import { storedClaim, storedVolume } from './support/stored.js';

/** A volume has no namespace; choose-manifests takes it away first, as kubectl does. */
function read(text: string): PersistentVolume {
  const object = parse(text) as PersistentVolume;
  const { namespace, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, name: object.metadata.name } };
}

/** The live volume as one that was applied with this manifest. */
function appliedWith(manifest: PersistentVolume, live = storedVolume()): PersistentVolume {
  return withLastApplied(live, manifest);
}

function labelled(labels: unknown, manifest = volume()): PersistentVolume {
  return { ...manifest, metadata: { ...manifest.metadata, labels } } as PersistentVolume;
}

function annotated(annotations: unknown, manifest = volume()): PersistentVolume {
  return { ...manifest, metadata: { ...manifest.metadata, annotations } } as PersistentVolume;
}

describe('apply: what kubectl made of the same manifest on a real cluster', () => {
  it('is what is made here, but for a finalizer, which is never taken out', () => {
    const { metadata, spec } = volumeManifest(applyManifest<PersistentVolume>(LIVE_VOLUME, read(NEXT_MANIFEST)));
    const { metadata: expected, spec: expectedSpec } = volumeManifest(APPLIED_VOLUME);
    assert.deepEqual(spec, expectedSpec);
    assert.deepEqual(metadata.labels, expected.labels);
    assert.deepEqual(metadata.annotations, expected.annotations);
    assert.deepEqual([...(metadata.finalizers ?? [])].sort(), [
      'example.com/first',
      'example.com/foreign',
      'example.com/second',
    ]);
  });

  it('applied once more changes nothing', () => {
    const again = applyManifest<PersistentVolume>(APPLIED_VOLUME, read(NEXT_MANIFEST));
    assert.deepEqual(volumeChanges(APPLIED_VOLUME, again), []);
  });

  it('applied once more changes nothing, even where the server leaves out half of what was written', () => {
    const odd = applyManifest<PersistentVolume>(ODD_VOLUME, read(ODD_MANIFEST));
    assert.deepEqual(volumeChanges(ODD_VOLUME, odd), []);
  });
});

describe('apply: the manifest wins', () => {
  it('over the live value, in maps key by key, in lists as a whole', () => {
    const manifest = volume({ attributes: { bucketName: 'other' }, mountOptions: ['read-only'] });
    const { csi, mountOptions } = applyManifest(storedVolume(), manifest).spec;
    assert.deepEqual(mountOptions, ['read-only']);
    assert.deepEqual(csi?.volumeAttributes, { bucketName: 'other' });
    assert.equal(csi.volumeHandle, 's3-pv-handle');
  });

  it('and is what the next apply compares with', () => {
    const applied = applyManifest(storedVolume(), volume());
    const text = withLastApplied(volume(), volume()).metadata.annotations?.[LAST_APPLIED];
    assert.equal(applied.metadata.annotations?.[LAST_APPLIED], text);
  });

  it('even where it came with another annotation of that kind, as kubectl get -o yaml writes it', () => {
    const exported = annotated({ [LAST_APPLIED]: '{"old":true}' });
    const applied = applyManifest(storedVolume(), exported);
    assert.equal(applied.metadata.annotations?.[LAST_APPLIED]?.includes('old'), false);
  });
});

describe('apply: what the manifest does not say', () => {
  it('stays, where others put it there: labels, annotations, defaults, the binder’s claimRef', () => {
    const live = labelled({ theirs: 'kept' }, annotated({ theirs: 'kept' }, storedVolume()));
    const { claimRef, ...spec } = volume().spec;
    const { metadata, spec: applied }: PersistentVolume = applyManifest(live, { ...volume(), spec });
    assert.ok(claimRef);
    assert.equal(metadata.labels?.['theirs'], 'kept');
    assert.equal(metadata.annotations?.['theirs'], 'kept');
    assert.equal(applied.claimRef?.uid, 'c1');
    assert.equal(applied['volumeMode'], 'Filesystem');
  });

  it('goes, where the manifest before said it', () => {
    const before = labelled({ mine: '1', kept: '1' }, volume({ attributes: { bucketName: 'b', cache: 'emptyDir' } }));
    const live = appliedWith(
      before,
      labelled(
        { mine: '1', kept: '1', theirs: '1' },
        storedVolume({ attributes: { bucketName: 'b', cache: 'emptyDir' } }),
      ),
    );
    const now = applyManifest(live, labelled({ kept: '1' }, volume({ attributes: { bucketName: 'b' } })));
    assert.deepEqual(now.metadata.labels, { kept: '1', theirs: '1' });
    assert.deepEqual(now.spec.csi?.volumeAttributes, { bucketName: 'b' });
  });

  it('goes, whatever its name', () => {
    const live = appliedWith(labelled({ constructor: 'x' }), labelled({ constructor: 'x' }, storedVolume()));
    assert.deepEqual(Object.keys(applyManifest(live, labelled({})).metadata.labels ?? {}), []);
  });

  it('goes as a whole, where it was a whole field', () => {
    const { mountOptions, ...spec } = volume().spec;
    const applied = applyManifest(appliedWith(volume()), { ...volume(), spec });
    assert.ok(mountOptions);
    assert.equal('mountOptions' in applied.spec, false);
  });

  it('never takes away names, kinds, the namespace or all annotations', () => {
    const live = withLastApplied<PersistentVolumeClaim>(storedClaim({ annotations: { theirs: 'kept' } }), claim());
    const { namespace, annotations, ...metadata } = claim().metadata;
    const applied: PersistentVolumeClaim = applyManifest(live, { ...claim(), metadata });
    assert.deepEqual([namespace, applied.metadata.namespace, applied.metadata.name], ['app', 'app', 's3-pvc']);
    assert.equal(applied.metadata.annotations?.['theirs'], 'kept');
    assert.deepEqual(annotations, {});
  });

  it('counts as never said where the last applied configuration cannot be read', () => {
    const live = annotated({ [LAST_APPLIED]: 'not json' }, labelled({ theirs: '1' }, storedVolume()));
    assert.equal(applyManifest(live, labelled({})).metadata.labels?.['theirs'], '1');
  });
});

describe('apply: a null in the manifest', () => {
  it('takes the field away', () => {
    const emptied = { ...volume().spec, mountOptions: null } as unknown as PersistentVolume['spec'];
    const applied = applyManifest(storedVolume(), { ...volume(), spec: emptied });
    assert.equal('mountOptions' in applied.spec, false);
    assert.deepEqual(applyManifest(labelled({ a: '1' }, storedVolume()), labelled({ a: null })).metadata.labels, {});
  });

  it('for labels takes them all, for annotations only those that were applied, as kubectl does', () => {
    const before = annotated({ mine: '1' }, labelled({ mine: '1' }));
    const live = appliedWith(before, annotated({ mine: '1', theirs: '1' }, labelled({ theirs: '1' }, storedVolume())));
    const { labels, annotations }: PersistentVolume['metadata'] = applyManifest(
      live,
      annotated(null, labelled(null)),
    ).metadata;
    assert.deepEqual(labels ?? {}, {});
    assert.equal(annotations?.['theirs'], '1');
    assert.equal(annotations['mine'], undefined);
  });
});

describe('apply: finalizers', () => {
  function withFinalizers(finalizers: readonly string[] | null, object = volume()): PersistentVolume {
    return { ...object, metadata: { ...object.metadata, finalizers } } as PersistentVolume;
  }

  it('are joined, each once, those of the cluster first', () => {
    const applied = applyManifest(withFinalizers(['a', 'b'], storedVolume()), withFinalizers(['c', 'a']));
    assert.deepEqual(applied.metadata.finalizers, ['a', 'b', 'c']);
  });

  it('are never taken out: not by their absence, not by a null, not because they were applied', () => {
    const live = appliedWith(withFinalizers(['a']), withFinalizers(['a', 'b'], storedVolume()));
    for (const manifest of [volume(), withFinalizers(null), withFinalizers([])]) {
      assert.deepEqual(applyManifest(live, manifest).metadata.finalizers, ['a', 'b']);
    }
  });
});
