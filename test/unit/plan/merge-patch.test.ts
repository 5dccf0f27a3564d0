import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FieldChange } from '../../../src/model/plan.js';
import { claimChanges, volumeChanges } from '../../../src/plan/changes.js';
import { mergePatchOf } from '../../../src/plan/merge-patch.js';
import { mergePatch } from '../../support/model/merge-patch.js';
import { storedClaim, storedVolume } from './support/stored.js';

function change(path: readonly string[], to: FieldChange['to']): FieldChange {
  return { object: 'volume', path, from: 'x', to, effect: 'patch' };
}

const word = fc.constantFrom('a', 'b', 'c', 'app.kubernetes.io/name', 'x/y');
const texts = fc.dictionary(word, fc.constantFrom('', '1', '2'), { maxKeys: 3 });
const options = fc.array(fc.constantFrom('allow-delete', 'read-only', 'uid=1'), { maxLength: 3 });

describe('merge patch', () => {
  it('of no change is empty', () => {
    assert.deepEqual(mergePatchOf([]), {});
  });

  it('says each value where it belongs, and null for what goes', () => {
    const changes = [
      change(['metadata', 'labels', 'a/b.c'], '1'),
      change(['metadata', 'labels', 'gone'], undefined),
      change(['spec', 'mountOptions'], ['x']),
      change(['spec', 'capacity', 'storage'], '1Gi'),
    ];
    assert.deepEqual(mergePatchOf(changes), {
      metadata: { labels: { 'a/b.c': '1', gone: null } },
      spec: { mountOptions: ['x'], capacity: { storage: '1Gi' } },
    });
  });

  it('keeps values that look like nothing', () => {
    const changes = ['', 0, false].map((to, index) => change(['spec', String(index)], to));
    assert.deepEqual(mergePatchOf(changes), { spec: { 0: '', 1: 0, 2: false } });
  });

  it('takes out a label whose name every JavaScript object seems to have', () => {
    const labelled = storedClaim({ labels: { constructor: 'x' } });
    const patch = mergePatchOf(claimChanges(labelled, storedClaim()));
    assert.equal(JSON.stringify(patch), '{"metadata":{"labels":{"constructor":null}}}');
  });

  it('of the changes between two volumes makes the one of the other', () => {
    const parts = fc.record({ labels: texts, annotations: texts, mountOptions: options, attributes: texts });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const [now, then] = [storedVolume(one), storedVolume(other)];
        const patched = mergePatch(now, mergePatchOf(volumeChanges(now, then)));
        assert.deepEqual(volumeChanges(patched as typeof now, then), []);
      }),
    );
  });
});
