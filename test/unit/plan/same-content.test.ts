import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { PersistentVolume } from '../../../src/model/objects.js';
import { isSameContent, isSameUnlessBound, isSameVolumeSource } from '../../../src/plan/same-content.js';
import { storedClaim, storedVolume } from './support/stored.js';

type Part = Readonly<Record<string, Json | undefined>>;

function volumeWith({
  metadata = {},
  spec = {},
  ...rest
}: {
  metadata?: Part;
  spec?: Part;
  status?: Part;
  data?: Json;
}) {
  const volume = storedVolume();
  return {
    ...volume,
    ...rest,
    metadata: { ...volume.metadata, ...metadata },
    spec: { ...volume.spec, ...spec },
  } as PersistentVolume;
}

describe('same content: what approval is bound to', () => {
  const changes: readonly (readonly [string, PersistentVolume])[] = [
    ['another uid', volumeWith({ metadata: { uid: 'other' } })],
    ['another name', volumeWith({ metadata: { name: 'other' } })],
    ['a label', volumeWith({ metadata: { labels: { team: 'x' } } })],
    ['an annotation', volumeWith({ metadata: { annotations: { note: 'x' } } })],
    ['a finalizer', volumeWith({ metadata: { finalizers: [] } })],
    ['an owner', volumeWith({ metadata: { ownerReferences: [{ kind: 'Pod', name: 'x' }] } })],
    ['a field of the spec', volumeWith({ spec: { mountOptions: [] } })],
    ['a field that nobody knows', volumeWith({ spec: { futureField: 1 } })],
    ['a field beside the spec', volumeWith({ data: 'x' })],
  ];

  for (const [what, now] of changes) {
    it(`${what} is another content`, () => {
      assert.equal(isSameContent(storedVolume(), now), false);
      assert.equal(isSameContent(now, storedVolume()), false);
    });
  }

  const same: readonly (readonly [string, PersistentVolume])[] = [
    ['a status', volumeWith({ status: { phase: 'Released' } })],
    ['a resourceVersion', volumeWith({ metadata: { resourceVersion: '43' } })],
    ['a generation', volumeWith({ metadata: { generation: 2 } })],
    ['managed fields', volumeWith({ metadata: { managedFields: [{ manager: 'x' }] } })],
    ['maps that are not there instead of empty', volumeWith({ metadata: { annotations: undefined } })],
  ];

  for (const [what, now] of same) {
    it(`${what} alone is not`, () => {
      assert.equal(isSameContent(storedVolume(), now), true);
    });
  }
});

describe('same content: of a volume while a run works on it', () => {
  it('its policy and its claimRef may move', () => {
    assert.equal(
      isSameVolumeSource(storedVolume(), volumeWith({ spec: { persistentVolumeReclaimPolicy: 'Delete' } })),
      true,
    );
    assert.equal(isSameVolumeSource(storedVolume(), volumeWith({ spec: { claimRef: undefined } })), true);
    assert.equal(isSameVolumeSource(storedVolume(), storedVolume({ claimUid: 'other', phase: 'Released' })), true);
  });

  it('nothing else may', () => {
    const others = [
      { metadata: { uid: 'x' } },
      { metadata: { labels: {} } },
      { spec: { csi: {} } },
      { spec: { mountOptions: [] } },
    ];
    for (const change of others) assert.equal(isSameVolumeSource(storedVolume(), volumeWith(change)), false);
  });
});

describe('same content, bound in the meantime', () => {
  const pair = { namespace: 'app', claimName: 's3-pvc', volumeName: 's3-pv' };
  const bound = storedClaim();
  const { volumeName: bucketVolume, ...unboundSpec } = bound.spec;
  const marks = { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' };
  const open = volumeWith({ spec: { claimRef: { namespace: 'app', name: 's3-pvc' } } });

  it('a claim that the binder gave this volume is the one that was approved', () => {
    const unbound = { ...bound, spec: unboundSpec, metadata: { ...bound.metadata, annotations: {} } };
    const now = { ...bound, metadata: { ...bound.metadata, annotations: marks } };
    assert.equal(bucketVolume, 's3-pv');
    assert.equal(isSameUnlessBound(unbound, now, pair), true);
    assert.equal(isSameUnlessBound(unbound, now, { ...pair, volumeName: 'other' }), false);
    assert.equal(isSameUnlessBound(bound, unbound, pair), false);
  });

  it('a volume that the binder gave this claim is the one that was approved', () => {
    assert.equal(isSameUnlessBound(open, storedVolume(), pair), true);
    assert.equal(isSameUnlessBound(open, storedVolume(), { ...pair, claimName: 'other' }), false);
    assert.equal(isSameUnlessBound(storedVolume(), storedVolume({ claimUid: 'other' }), pair), false);
  });

  it('whatever else differs still counts', () => {
    const now = { ...storedVolume(), metadata: { ...storedVolume().metadata, labels: { team: 'x' } } };
    assert.equal(isSameUnlessBound(open, now, pair), false);
  });
});
