import assert from 'node:assert/strict';
import { holdsManifest, holdsPatch } from '../../../../src/cluster/objects/holds.js';

describe('whether an object has what was sent', () => {
  it('counts a patch as done when nothing of it is left to change', () => {
    const object = { metadata: { annotations: { a: 'b' } }, spec: { list: [{ x: 1, y: 2 }], flag: false } };
    for (const [patch, expected] of [
      [{}, true],
      [{ metadata: { annotations: { a: 'b', gone: null } } }, true],
      [{ metadata: { annotations: { a: null } } }, false],
      [{ metadata: { labels: { gone: null } } }, true],
      [{ metadata: { labels: { new: '' } } }, false],
      [{ spec: { list: [{ x: 1 }] } }, true],
      [{ spec: { list: [] } }, false],
      [{ spec: { list: [{ x: 2 }] } }, false],
      [{ spec: { flag: false, other: false } }, false],
    ] as const) {
      assert.equal(holdsPatch(object, patch), expected, JSON.stringify(patch));
    }
  });

  it('counts a manifest as stored although empty fields are left out and others added', () => {
    const stored = { spec: { mode: 'Filesystem', volumes: [{ name: 'v', added: true }] } };
    for (const [sent, expected] of [
      [{ spec: { storageClassName: '', options: [], empty: { inner: null }, flag: false } }, true],
      [{ spec: { volumes: [{ name: 'v' }] } }, true],
      [{ spec: { volumes: [{ name: 'w' }] } }, false],
      [{ spec: { futureField: 1 } }, false],
    ] as const) {
      assert.equal(holdsManifest(stored, sent), expected, JSON.stringify(sent));
    }
  });
});
