import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/observation.js';
import type { Plan } from '../../../src/model/plan.js';
import { managedObjects } from '../../../src/plan/managed-check.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';

describe('claim and volume that something else manages', () => {
  it('are refused under Argo CD, with the flag that overrides', () => {
    const [found, ...others] = check({
      volume: volume({ annotations: { 'argocd.argoproj.io/tracking-id': 'shop:v1' } }),
    });
    assert.deepEqual(others, []);
    assert.equal(found?.level, 'error');
    assert.match(found.message, /PersistentVolume s3-pv is managed by Argo CD \(shop:v1\)/);
    assert.equal(found.override, '--allow-managed');
  });

  for (const label of ['kustomize.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/name']) {
    it(`are refused under Flux (${label})`, () => {
      const [found] = check({ claim: claim({ labels: { [label]: 'apps' } }) });
      assert.equal(found?.level, 'error');
      assert.match(found.message, /PersistentVolumeClaim s3-pvc is managed by Flux \(apps\)/);
    });
  }

  it('only warn under Helm, which acts when somebody runs it', () => {
    const [found] = check({ claim: claim({ annotations: { 'meta.helm.sh/release-name': 'shop' } }) });
    assert.equal(found?.level, 'warning');
  });

  it('only warn when the user lets it through', () => {
    const [found] = check({ claim: claim({ labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }) }, true);
    assert.equal(found?.level, 'warning');
  });

  it('are not seen where nobody left a mark', () => {
    assert.deepEqual(check({ claim: claim(), volume: volume() }), []);
  });
});

function check(observed: Partial<Observation>, allowManaged = false) {
  return managedObjects({ observed } as Plan, { allowManaged });
}
