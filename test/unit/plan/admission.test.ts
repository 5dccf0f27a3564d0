import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { admissionOf } from '../../../src/plan/admission.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { storedClaim, storedVolume } from './support/stored.js';

const VOLUME = volumeManifest(storedVolume());
const CLAIM = claimManifest(storedClaim());

function tried(object: KubernetesObject, spec: object = {}, metadata: object = {}): KubernetesObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...metadata,
      name: 'another',
      uid: 'u1',
      creationTimestamp: '2026-01-05T09:00:00Z',
    },
    spec: { ...(object['spec'] as object), ...spec },
    status: { phase: 'Pending' },
  };
}

describe('admission of new objects', () => {
  it('that are stored as they were sent says nothing, whatever the server fills in', () => {
    assert.deepEqual(admissionOf(VOLUME, tried(VOLUME)), { added: [] });
    const finalizers = ['kubernetes.io/pvc-protection'];
    assert.deepEqual(admissionOf(CLAIM, tried(CLAIM, {}, { finalizers })), { added: [] });
  });

  it('may add to them, and do as it likes with labels and annotations', () => {
    const labels = { ...VOLUME.metadata.labels, zone: 'a', 'app.kubernetes.io/part-of': 'mall' };
    const { added, words, contradiction } = admissionOf(VOLUME, tried(VOLUME, { nodeAffinity: {} }, { labels }));
    assert.deepEqual(added.map(({ object, path }) => [object, ...path].join('.')).sort(), [
      'volume.metadata.labels.app.kubernetes.io/part-of',
      'volume.metadata.labels.zone',
    ]);
    assert.match(
      words ?? '',
      /^admission changes metadata.* \("mall"\) and adds metadata\.labels\.zone \("a"\) to the new/,
    );
    assert.equal(contradiction, undefined);
  });

  it('contradicts the plan where it makes a field of the spec another one, or takes one out', () => {
    const mountOptions = ['region eu-central-1'];
    const { contradiction } = admissionOf(VOLUME, tried(VOLUME, { mountOptions, capacity: undefined }));
    assert.match(contradiction ?? '', /spec\.mountOptions \["region eu-central-1"\], not \["allow-delete",/);
    assert.match(contradiction ?? '', /spec\.capacity\.storage empty, not /);
  });

  it('contradicts it with a storage class, which keeps the claim from its volume', () => {
    const { storageClassName, ...spec } = CLAIM.spec;
    const without = { ...CLAIM, spec };
    assert.equal(storageClassName, '');
    assert.match(
      admissionOf(without, tried(without, { storageClassName: 'gp3' })).contradiction ?? '',
      /^admission makes spec\.storageClassName "gp3", not empty$/,
    );
  });
});
