import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { PersistentVolume } from '../../../src/model/objects.js';
import { isSameContent, isSameVolumeSource } from '../../../src/plan/same-content.js';
import { storedVolume } from './support/stored.js';

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
