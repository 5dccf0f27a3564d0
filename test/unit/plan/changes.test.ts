import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/model/json.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { claimChanges, effectOf, isEqualJson, volumeChanges } from '../../../src/plan/changes.js';
import { storedClaim, storedVolume } from './support/stored.js';

type Part = Readonly<Record<string, Json | undefined>>;

function volumeWith({ spec = {}, csi = {}, metadata = {} }: { spec?: Part; csi?: Part; metadata?: Part }) {
  const volume = storedVolume();
  return {
    ...volume,
    metadata: { ...volume.metadata, ...metadata },
    spec: { ...volume.spec, ...spec, csi: { ...volume.spec.csi, ...csi } },
  } as PersistentVolume;
}

function claimWith({ spec = {}, metadata = {} }: { spec?: Part; metadata?: Part }) {
  const claim = storedClaim();
  const changed = { ...claim, metadata: { ...claim.metadata, ...metadata }, spec: { ...claim.spec, ...spec } };
  return changed as PersistentVolumeClaim;
}

function summary(changes: readonly { readonly path: readonly string[]; readonly effect: string }[]): readonly string[] {
  return changes.map(({ path, effect }) => `${path.join('.')}: ${effect}`);
}

describe('changes: what each field of a volume takes', () => {
  const attributes = { bucketName: 'other' };
  const cases: readonly (readonly [string, ReturnType<typeof volumeWith>, string])[] = [
    ['an attribute', volumeWith({ csi: { volumeAttributes: attributes } }), 'recreate'],
    ['the volumeHandle', volumeWith({ csi: { volumeHandle: 'other' } }), 'recreate'],
    ['the driver', volumeWith({ csi: { driver: 'other' } }), 'recreate'],
    ['a field of the source that nobody knows', volumeWith({ csi: { futureField: 'x' } }), 'recreate'],
    ['the volumeMode', volumeWith({ spec: { volumeMode: 'Block' } }), 'recreate'],
    [
      'nodeAffinity',
      volumeWith({
        spec: {
          nodeAffinity: { required: { nodeSelectorTerms: [{ matchFields: [{ key: 'a', operator: 'Exists' }] }] } },
        },
      }),
      'recreate',
    ],
    ['a field of the spec that nobody knows', volumeWith({ spec: { futureField: 1 } }), 'recreate'],
    ['mountOptions', volumeWith({ spec: { mountOptions: ['allow-delete'] } }), 'patch'],
    [
      'the order of mountOptions',
      volumeWith({ spec: { mountOptions: ['region eu-central-1', 'allow-delete'] } }),
      'patch',
    ],
    ['capacity', volumeWith({ spec: { capacity: { storage: '1Ti' } } }), 'patch'],
    ['accessModes', volumeWith({ spec: { accessModes: ['ReadOnlyMany'] } }), 'patch'],
    ['the reclaim policy', volumeWith({ spec: { persistentVolumeReclaimPolicy: 'Delete' } }), 'patch'],
    ['a label', volumeWith({ metadata: { labels: { team: 'x' } } }), 'patch'],
    ['an annotation', volumeWith({ metadata: { annotations: { team: 'x' } } }), 'patch'],
    ['a finalizer', volumeWith({ metadata: { finalizers: ['example.com/mine'] } }), 'patch'],
    ['the name', volumeWith({ metadata: { name: 'other' } }), 'recreate'],
  ];

  for (const [what, wanted, effect] of cases) {
    it(`${what}: ${effect}`, () => {
      const changes = volumeChanges(storedVolume(), wanted);
      assert.notEqual(changes.length, 0);
      assert.equal(effectOf(changes), effect, summary(changes).join('\n'));
      assert.ok(changes.every(({ object }) => object === 'volume'));
    });
  }
});

describe('changes: what each field of a claim takes', () => {
  const cases: readonly (readonly [string, PersistentVolumeClaim, string])[] = [
    ['the requested storage', claimWith({ spec: { resources: { requests: { storage: '2Ti' } } } }), 'recreate'],
    ['accessModes', claimWith({ spec: { accessModes: ['ReadOnlyMany'] } }), 'recreate'],
    ['the storage class', claimWith({ spec: { storageClassName: 'gp3' } }), 'recreate'],
    ['the volume', claimWith({ spec: { volumeName: 'other' } }), 'recreate'],
    ['a field that nobody knows', claimWith({ spec: { futureField: true } }), 'recreate'],
    ['the namespace', claimWith({ metadata: { namespace: 'other' } }), 'recreate'],
    ['a label', claimWith({ metadata: { labels: { team: 'x' } } }), 'patch'],
    ['an annotation', claimWith({ metadata: { annotations: { team: 'x' } } }), 'patch'],
    ['an owner', claimWith({ metadata: { ownerReferences: [{ name: 'x' }] } }), 'patch'],
  ];

  for (const [what, wanted, effect] of cases) {
    it(`${what}: ${effect}`, () => {
      const changes = claimChanges(storedClaim(), wanted);
      assert.equal(effectOf(changes), effect, summary(changes).join('\n'));
      assert.ok(changes.every(({ object }) => object === 'claim'));
    });
  }
});

describe('changes: what is said of them', () => {
  it('names each key by itself, with what was and what is wanted', () => {
    const before = volumeWith({ csi: { volumeAttributes: { bucketName: 'b', cache: 'emptyDir' } } });
    const after = volumeWith({ csi: { volumeAttributes: { bucketName: 'b', authenticationSource: 'pod' } } });
    assert.deepEqual(
      volumeChanges(before, after).map(({ path, from, to }) => [path.at(-1), from, to]),
      [
        ['cache', 'emptyDir', undefined],
        ['authenticationSource', undefined, 'pod'],
      ],
    );
  });

  it('keeps a key with dots in one piece', () => {
    const labelled = volumeWith({ metadata: { labels: { 'app.kubernetes.io/part-of': 'other' } } });
    assert.deepEqual(
      volumeChanges(storedVolume(), labelled).map(({ path }) => path),
      [['metadata', 'labels', 'app.kubernetes.io/part-of']],
    );
  });

  it('finds keys that every JavaScript object seems to have', () => {
    const [plain, labelled] = [claimWith({}), claimWith({ metadata: { labels: { constructor: 'x', toString: 'y' } } })];
    const found = claimChanges(labelled, { ...plain, metadata: { ...plain.metadata, labels: {} } });
    assert.deepEqual(
      found.map(({ path, from, to }) => [path.at(-1), from, to]),
      [
        ['constructor', 'x', undefined],
        ['toString', 'y', undefined],
      ],
    );
  });

  it('takes the strongest effect for the whole', () => {
    const both = volumeWith({ spec: { mountOptions: [] }, csi: { volumeHandle: 'other' } });
    assert.equal(effectOf(volumeChanges(storedVolume(), both)), 'recreate');
    assert.equal(effectOf([]), 'nothing');
  });
});

describe('changes: what is the same to the API server is no change', () => {
  const same: readonly (readonly [string, PersistentVolume])[] = [
    ['the object itself', storedVolume()],
    ['a null', volumeWith({ spec: { nodeAffinity: null } })],
    ['an empty map', volumeWith({ spec: { nodeAffinity: {} } })],
    ['a map of nothing but nulls', volumeWith({ spec: { nodeAffinity: { required: null } } })],
    ['an empty list', volumeWith({ metadata: { ownerReferences: [] } })],
    ['an empty storage class', volumeWith({ spec: { storageClassName: '' } })],
    // Measured: the server leaves both out of what it stores.
    ['csi.readOnly: false', volumeWith({ csi: { readOnly: false } })],
    ['an empty csi.fsType', volumeWith({ csi: { fsType: '' } })],
    // kubectl and the server drop it: a volume has none.
    ['a namespace in the manifest of a volume', volumeWith({ metadata: { namespace: 'app' } })],
    ['another order of keys', volumeWith({ spec: { claimRef: reversed(storedVolume().spec.claimRef ?? {}) } })],
    ['another uid', volumeWith({ metadata: { uid: 'other', resourceVersion: '1' } })],
  ];

  for (const [what, wanted] of same) {
    it(what, () => {
      assert.deepEqual(summary(volumeChanges(storedVolume(), wanted)), []);
      assert.deepEqual(summary(volumeChanges(wanted, storedVolume())), []);
    });
  }

  it('but an empty value of a label or attribute is a value', () => {
    const emptied = volumeWith({ csi: { volumeAttributes: { bucketName: 'my-bucket', cache: '' } } });
    assert.deepEqual(summary(volumeChanges(storedVolume(), emptied)), ['spec.csi.volumeAttributes.cache: recreate']);
    const labelled = volumeWith({ metadata: { labels: { 'app.kubernetes.io/part-of': '' } } });
    assert.deepEqual(summary(volumeChanges(storedVolume(), labelled)), [
      'metadata.labels.app.kubernetes.io/part-of: patch',
    ]);
  });
});

describe('changes: quantities are compared by what they say', () => {
  const pairs: readonly (readonly [Json, Json, boolean])[] = [
    ['1536Gi', '1.5Ti', true],
    ['1Gi', '1024Mi', true],
    ['1G', '1000M', true],
    ['1200Gi', '1200G', false],
    ['1Gi', '1.1Gi', false],
    // YAML makes a number of it, the server a text.
    ['1200', 1200, true],
    ['1200', 1201, false],
    ['1Gi', 'much', false],
  ];

  for (const [live, wanted, isSame] of pairs) {
    it(`${JSON.stringify(live)} is ${isSame ? '' : 'not '}${JSON.stringify(wanted)}`, () => {
      const [now, then] = [live, wanted].map((storage) => volumeWith({ spec: { capacity: { storage } } }));
      assert.ok(now && then);
      assert.equal(volumeChanges(now, then).length, isSame ? 0 : 1);
      const [claim, other] = [live, wanted].map((storage) =>
        claimWith({ spec: { resources: { requests: { storage } } } }),
      );
      assert.ok(claim && other);
      assert.equal(claimChanges(claim, other).length, isSame ? 0 : 1);
    });
  }

  it('and nowhere else', () => {
    const [gi, mi] = ['1Gi', '1024Mi'].map((limit) =>
      volumeWith({ csi: { volumeAttributes: { bucketName: 'b', cacheEmptyDirSizeLimit: limit } } }),
    );
    assert.ok(gi && mi);
    assert.equal(volumeChanges(gi, mi).length, 1);
  });
});

describe('changes: equal JSON', () => {
  const values: readonly Json[] = [
    null,
    false,
    0,
    '',
    [],
    {},
    [null],
    { a: null },
    [[]],
    { a: [1, { b: 2 }] },
    'x',
    [1, 2],
    [2, 1],
  ];

  it('is the same value, and only that; what is missing and what is undefined are one', () => {
    for (const [index, value] of values.entries()) {
      for (const [other, another] of values.entries()) {
        const copy = structuredClone(another);
        assert.equal(
          isEqualJson(value, copy),
          index === other,
          `${JSON.stringify(value)} and ${JSON.stringify(another)}`,
        );
      }
    }
    assert.equal(isEqualJson({ a: undefined }, {}), true);
    assert.equal(isEqualJson({ b: 1, a: 2 }, { a: 2, b: 1 }), true);
  });

  it('tells a list from a map and a text from a number', () => {
    assert.equal(isEqualJson(['a'], { 0: 'a' }), false);
    assert.equal(isEqualJson('1', 1), false);
    assert.equal(isEqualJson([1], [1, 2]), false);
  });
});

function reversed(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).reverse());
}
