import assert from 'node:assert/strict';
import type { KubernetesObject, ObjectMeta } from '../../../src/model/objects.js';
import type { Observation } from '../../../src/model/observation.js';
import type { CheckResult, Plan } from '../../../src/model/plan.js';
import { managedObjects } from '../../../src/plan/managed-check.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';

const TRACKING = 'argocd.argoproj.io/tracking-id';

describe('claim and volume that something else manages', () => {
  describe('are refused without --allow-managed, with what to change or pause, under', () => {
    const managed: readonly (readonly [string, Partial<ObjectMeta>, string, RegExp])[] = [
      [
        'Argo CD, by its tracking id',
        { annotations: { [TRACKING]: 'shop:/PersistentVolume:app/s3-pv' } },
        'is managed by Argo CD (application shop)',
        /argocd app set shop --sync-policy none$/,
      ],
      [
        'Argo CD, with an application in a namespace of its own',
        { annotations: { [TRACKING]: 'team-a_shop:/PersistentVolume:app/s3-pv' } },
        'is managed by Argo CD (application team-a/shop)',
        /argocd app set team-a\/shop --sync-policy none$/,
      ],
      [
        'Argo CD, by its own label',
        { labels: { 'argocd.argoproj.io/instance': 'shop' } },
        'is managed by Argo CD (application shop)',
        /argocd app set shop --sync-policy none$/,
      ],
      [
        "Argo CD, by the label that it shares with Helm's charts, where it has applied the object",
        {
          labels: { 'app.kubernetes.io/instance': 'shop' },
          managedFields: [{ manager: 'argocd-controller', operation: 'Apply' }],
        },
        'is managed by Argo CD (application shop)',
        /argocd app set shop --sync-policy none$/,
      ],
      [
        'Flux, with a Kustomization',
        {
          labels: {
            'kustomize.toolkit.fluxcd.io/name': 'apps',
            'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
          },
        },
        'is managed by Flux (Kustomization apps)',
        /flux suspend kustomization apps -n flux-system$/,
      ],
      [
        'Flux, with a HelmRelease, which is not called Helm as well',
        {
          labels: { 'helm.toolkit.fluxcd.io/name': 'shop', 'helm.toolkit.fluxcd.io/namespace': 'app' },
          annotations: { 'meta.helm.sh/release-name': 'shop' },
        },
        'is managed by Flux (HelmRelease shop)',
        /change the values of HelmRelease shop first .*flux suspend helmrelease shop -n app$/,
      ],
    ];
    for (const [name, metadata, message, hint] of managed) {
      it(name, () => {
        const [found, ...others] = check({ volume: marked(volume(), metadata) });
        assert.deepEqual(others, []);
        assert.deepEqual([found?.level, found?.override], ['error', '--allow-managed']);
        assert.equal(found?.message, `PersistentVolume s3-pv ${message}`);
        assert.match(found.hint ?? '', hint);
        assert.match(found.hint ?? '', /--print-manifest/);
        const [allowed] = check({ claim: marked(claim(), metadata) }, true);
        assert.equal(allowed?.level, 'warning');
      });
    }
  });

  it('only warn under Helm, which acts when somebody runs it', () => {
    const annotations = { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'app' };
    const [found] = check({ claim: marked(claim(), { annotations }) });
    assert.equal(found?.level, 'warning');
    assert.match(found.hint ?? '', /values of the Helm release shop too \(helm get values shop -n app\)/);
  });

  it('only warn where Flux is told to leave the object alone', () => {
    const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps' };
    const annotations = { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' };
    const [found] = check({ volume: marked(volume(), { labels, annotations }) });
    assert.equal(found?.level, 'warning');
    assert.match(found.message, /told to leave it alone$/);
  });

  it('are not seen where nobody left a mark', () => {
    const labels = { 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/managed-by': 'Helm' };
    assert.deepEqual(check({ claim: marked(claim(), { labels }), volume: volume() }), []);
  });
});

describe('claim and volume that belong to another object', () => {
  const owner = (kind: string, isController: boolean) => ({
    ownerReferences: [
      {
        apiVersion: 'storage.example.com/v1',
        kind,
        name: 'team-a',
        uid: 'u',
        ...(isController ? { controller: true } : {}),
      },
    ],
  });

  it('of a custom controller: the volume is refused without --allow-managed, the claim is shown', () => {
    const [ofClaim, ofVolume] = check({
      claim: marked(claim(), owner('Workspace', true)),
      volume: marked(volume(), owner('Workspace', true)),
    });
    assert.deepEqual([ofClaim?.level, ofVolume?.level, ofVolume?.override], ['warning', 'error', '--allow-managed']);
    assert.match(ofVolume?.message ?? '', /^PersistentVolume s3-pv belongs to Workspace team-a, whose controller/);
    assert.match(ofVolume?.hint ?? '', /kubectl edit workspace\.storage\.example\.com team-a/);
    const [, allowed] = check(
      { claim: marked(claim(), owner('Workspace', true)), volume: marked(volume(), owner('Workspace', true)) },
      true,
    );
    assert.equal(allowed?.level, 'warning');
  });

  it('that brings it back, or only takes it along: it is shown', () => {
    const results = check({
      claim: marked(claim(), owner('StatefulSet', true)),
      volume: marked(volume(), owner('Workspace', false)),
    });
    assert.deepEqual(
      results.map(({ level, message }) => [level, message]),
      [
        ['okay', 'PersistentVolumeClaim s3-pvc belongs to StatefulSet team-a, which makes it again from its template'],
        ['okay', 'PersistentVolume s3-pv belongs to Workspace team-a and stays so'],
      ],
    );
  });
});

function marked<T extends KubernetesObject>(object: T, metadata: Partial<ObjectMeta>): T {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

function check(observed: Partial<Observation>, allowManaged = false): readonly CheckResult[] {
  return managedObjects({ observed } as Plan, { allowManaged });
}
