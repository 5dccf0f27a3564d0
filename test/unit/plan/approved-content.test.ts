import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import type { Holder, Observation } from '../../../src/model/observation.js';
import type { Target } from '../../../src/model/plan.js';
import { approvedContent } from '../../../src/plan/approved-content.js';
import { plan } from '../../../src/plan/build-plan.js';
import { LAST_APPLIED } from '../../../src/plan/last-applied.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { holder, observation, storedClaim, storedVolume, WEB } from './support/stored.js';

const WORKER = { kind: 'StatefulSet', name: 'worker', uid: 'uid-of-worker' };
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

/** What approval is bound to when these stand, and this is wanted. */
function approved(observed: Partial<Observation> = {}, target: Partial<Target> = {}): string {
  const standing = observation({ claim: storedClaim(), volume: storedVolume(), holders: [holder({ workload: WEB })] });
  const wanted: Target = {
    claim: claimManifest(storedClaim()),
    volume: volumeManifest(storedVolume({ attributes: AFTER })),
    pods: [],
    replaces: {},
    ...target,
  };
  return approvedContent(plan({ ...standing, ...observed }, wanted));
}

function withMetadata<T extends KubernetesObject>(object: T, metadata: Readonly<Record<string, Json | undefined>>): T {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

function applied(text: string) {
  return storedVolume({ annotations: { [LAST_APPLIED]: text } });
}

const APPLIED = '{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"s3-pv"},"spec":{"a":1,"b":2}}';

describe('what approval of a plan is bound to', () => {
  const others: readonly (readonly [string, Partial<Observation>, Partial<Target>?])[] = [
    ['another claim of the name', { claim: storedClaim({ uid: 'c2' }), volume: storedVolume({ claimUid: 'c2' }) }],
    ['another volume of the name', { volume: storedVolume({ uid: 'v2' }) }],
    ['a label', { claim: storedClaim({ labels: { team: 'x' } }) }],
    ['an annotation', { volume: storedVolume({ annotations: { note: 'x' } }) }],
    ['a finalizer', { claim: withMetadata(storedClaim(), { finalizers: ['other'] }) }],
    ['a field of the spec', { volume: storedVolume({ mountOptions: ['allow-other'] }) }],
    ['what kubectl applied last', { volume: applied(APPLIED) }],
    ['a claim that is being deleted', { claim: storedClaim({ isTerminating: true }) }],
    ['a claim that is gone', { claim: undefined } as unknown as Partial<Observation>],
    ['another workload', { holders: [holder({ workload: WEB }), holder({ name: 'worker-0', workload: WORKER })] }],
    ['no workload any more', { holders: [] }],
    ['another workload of the name', { holders: [holder({ workload: { ...WEB, uid: 'other' } })] }],
    ['a bare Pod', { holders: [holder({ workload: WEB }), holder({ name: 'bare' })] }],
    ['another target', {}, { volume: volumeManifest(storedVolume()) }],
    ['a recreation as such', {}, { replaces: { claimUid: 'c1' } }],
    ['a bare Pod that is created again', {}, { pods: [holder({ name: 'bare' }).pod] }],
    ['Pods that are left alone', {}, { leavesPods: true }],
  ];
  for (const [what, observed, target] of others) {
    it(`${what} is another plan`, () => {
      assert.notEqual(approved(observed, target), approved());
    });
  }

  it('another bare Pod of the name is another plan', () => {
    const bare = holder({ name: 'bare' });
    const next: Holder = { pod: withMetadata(bare.pod, { uid: 'another' }) };
    assert.notEqual(approved({ holders: [bare] }), approved({ holders: [next] }));
  });

  const same: readonly (readonly [string, Partial<Observation>])[] = [
    ['another Pod of the workload', { holders: [holder({ name: 'web-7', nodeName: 'node-2', workload: WEB })] }],
    [
      'more Pods of it',
      { holders: [holder({ workload: WEB }), holder({ name: 'web-2', phase: 'Pending', workload: WEB })] },
    ],
    ['a version', { claim: withMetadata(storedClaim(), { resourceVersion: '43' }) }],
    ['managed fields', { volume: withMetadata(storedVolume(), { managedFields: [{ manager: 'x' }], generation: 2 }) }],
    ['a status', { volume: { ...storedVolume(), status: { phase: 'Bound', message: 'x' } } }],
    [
      'a note of the binder',
      { claim: storedClaim({ annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } }) },
    ],
  ];
  for (const [what, observed] of same) {
    it(`${what} is no other plan`, () => {
      assert.equal(approved(observed), approved());
    });
  }

  it('the version of the claim that the volume was bound to is no other plan', () => {
    const volume = storedVolume();
    const spec = { ...volume.spec, claimRef: { ...volume.spec.claimRef, resourceVersion: '99' } };
    assert.equal(approved({ volume: { ...volume, spec } }), approved());
  });

  it('how what kubectl applied last is written, and what the server had put into it, is no other plan', () => {
    const parsed = JSON.parse(APPLIED) as { metadata: object; spec: object };
    const spaced = JSON.stringify({ ...parsed, spec: { b: 2, a: 1 } }, undefined, 2);
    const metadata = { name: 's3-pv', uid: 'x', resourceVersion: '1', creationTimestamp: null };
    const exported = JSON.stringify({ ...parsed, metadata, status: { phase: 'Bound' } });
    for (const text of [spaced, `${APPLIED}\n`, exported]) {
      assert.equal(approved({ volume: applied(text) }), approved({ volume: applied(APPLIED) }));
    }
    assert.notEqual(approved({ volume: applied('no JSON') }), approved({ volume: applied('none either') }));
  });

  it('is the same text for the same things in any order', () => {
    const [one, two] = [holder({ workload: WEB }), holder({ name: 'worker-0', workload: WORKER })];
    const labels = { a: '1', b: '2', '10': 'x', '9': 'y' };
    const turned = Object.fromEntries(Object.entries(labels).reverse());
    assert.equal(
      approved({ holders: [two, one], claim: storedClaim({ labels: turned }) }),
      approved({ holders: [one, two], claim: storedClaim({ labels }) }),
    );
  });
});
