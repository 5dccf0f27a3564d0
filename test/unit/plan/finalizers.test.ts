import assert from 'node:assert/strict';
import { describeFinalizer, endOfFinalizer, foreignFinalizersOf } from '../../../src/plan/finalizers.js';
import { storedClaim, storedVolume } from './support/stored.js';

const OWNERS: Readonly<Record<string, RegExp>> = {
  'snapshot.storage.kubernetes.io/pvc-as-source-protection': /of the snapshot controller$/,
  'external-attacher/s3-csi-aws-com': /of the external-attacher of its CSI driver$/,
  'external-provisioner.volume.kubernetes.io/finalizer': /of the external-provisioner/,
  'populator.storage.k8s.io/populate-target-protection': /of a volume populator$/,
  foregroundDeletion: /of the garbage collector$/,
  orphan: /of the garbage collector$/,
  'batch.kubernetes.io/job-tracking': /of the Job controller$/,
  'service.kubernetes.io/load-balancer-cleanup': /of the load balancer controller$/,
  'resources-finalizer.argocd.argoproj.io': /of Argo CD$/,
  'resources-finalizer.argocd.argoproj.io/background': /of Argo CD$/,
  'workflows.argoproj.io/status': /of Argo$/,
  'finalizers.fluxcd.io': /of Flux$/,
  'velero.io/data-upload-finalizer': /of Velero$/,
  'k10.kasten.io/protected': /of Kasten K10$/,
  'volumereplicationgroups.ramendr.openshift.io/pvc-vr-protection': /of Ramen/,
  'replication.storage.openshift.io/pvc-protection': /of the volume replication controller$/,
  'wrangler.cattle.io/x': /of Rancher$/,
  'kubernetes.io/something': /of Kubernetes$/,
};

describe('finalizers', () => {
  for (const [finalizer, words] of Object.entries(OWNERS)) {
    it(`${finalizer} is named with its controller`, () => {
      const described = describeFinalizer(finalizer);
      assert.ok(described.startsWith(`${finalizer} of `), described);
      assert.match(described, words);
    });
  }

  it('of a controller that nobody knows are named alone', () => {
    for (const finalizer of ['example.com/mine', 'notargoproj.io/x', 'my-velero.example.com/x']) {
      assert.equal(describeFinalizer(finalizer), finalizer);
      assert.equal(endOfFinalizer(finalizer), 'the controller behind it has removed it');
    }
  });

  it('that every claim and volume has are named alone, too', () => {
    assert.equal(describeFinalizer('kubernetes.io/pv-protection'), 'kubernetes.io/pv-protection');
  });

  it('tell what a deletion waits for', () => {
    assert.equal(endOfFinalizer('external-attacher/s3-csi-aws-com'), 'its VolumeAttachments are gone');
    assert.equal(endOfFinalizer('finalizers.fluxcd.io'), 'Flux has removed it');
  });

  it('are foreign where they are no normal part of an object’s life', () => {
    assert.deepEqual(foreignFinalizersOf(storedClaim()), []);
    const volume = storedVolume();
    const finalizers = [...(volume.metadata.finalizers ?? []), 'batch.kubernetes.io/job-tracking', 'orphan', 'a/b'];
    assert.deepEqual(foreignFinalizersOf({ ...volume, metadata: { ...volume.metadata, finalizers } }), [
      'orphan',
      'a/b',
    ]);
  });
});
