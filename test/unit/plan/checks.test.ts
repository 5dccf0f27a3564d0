import assert from 'node:assert/strict';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import type { Holder } from '../../../src/model/observation.js';
import { runChecks } from '../../../src/plan/checks.js';
import { podManifest } from '../../../src/plan/pod-manifest.js';
import { check, IN_PLACE, planOf, summary, NOTHING_ALLOWED } from './support/check.js';
import { holder, storedClaim, storedVolume, WEB } from './support/stored.js';

describe('checks: a plan without anything odd', () => {
  it('has no answers', () => {
    assert.deepEqual(check({ holders: [holder({ workload: WEB })] }), []);
  });
});

describe('checks: pod authentication', () => {
  const wanted = storedVolume({ attributes: { bucketName: 'shop', authenticationSource: 'pod' } });

  it('is told with the rights that it takes, and of which ServiceAccounts', () => {
    const holders = [
      holder({ name: 'a', workload: WEB, serviceAccountName: 'web' }),
      holder({ name: 'b', workload: WEB, serviceAccountName: 'web' }),
      holder({ name: 'c', workload: WEB }),
    ];
    const volume = storedVolume({ attributes: { bucketName: 'shop' } });
    const [result, ...others] = check({ volume, wanted, holders });
    assert.deepEqual(others, []);
    assert.deepEqual([result?.id, result?.level], ['pod-identity', 'warning']);
    assert.match(result?.message ?? '', /ServiceAccount web, default .*s3:ListBucket on bucket shop.*shop\/\*/);
  });

  it('is no news where it was set before', () => {
    const volume = storedVolume({ attributes: { bucketName: 'shop', authenticationSource: 'pod' }, handle: 'other' });
    assert.deepEqual(check({ volume, wanted }), []);
  });

  it('that is given up leaves the driver with the rights to have', () => {
    const [result, ...others] = check({ volume: wanted, wanted: storedVolume({ attributes: { bucketName: 'shop' } }) });
    assert.deepEqual(others, []);
    assert.deepEqual([result?.id, result?.level], ['driver-identity', 'warning']);
    assert.match(result?.message ?? '', /the role of the driver .*s3:ListBucket on bucket shop/);
  });
});

describe('checks: another bucket', () => {
  it('is told, since the Pods get other data under the same names', () => {
    const volume = storedVolume({ attributes: { bucketName: 'old' } });
    const results = check({ volume, wanted: storedVolume({ attributes: { bucketName: 'new' } }) });
    assert.deepEqual(summary(results), ['other-bucket: warning']);
    assert.match(results[0]?.message ?? '', /bucket new instead of old/);
  });
});

describe('checks: Pods without a controller', () => {
  it('stop the run, with the flag that creates them again', () => {
    const [result, ...others] = check({ holders: [holder({ name: 'bare' }), holder({ workload: WEB })] });
    assert.deepEqual(others, []);
    assert.deepEqual([result?.id, result?.level, result?.override], ['bare-pod', 'error', '--recreate-bare-pods']);
    assert.match(result?.message ?? '', /Pod bare/);
  });

  it('are all named', () => {
    const names = ['one', 'two'].map((name) => holder({ name }));
    assert.deepEqual(summary(check({ holders: names })), ['bare-pod: error', 'bare-pod: error']);
  });

  it('are warned about when they are to be created again', () => {
    const bare = holder({ name: 'bare' });
    const [result] = check({ holders: [bare], pods: [podManifest(bare.pod)] });
    assert.equal(result?.level, 'warning');
    assert.match(result.message, /created again/);
  });

  it('stop the run for good where a file on a node is what makes them', () => {
    const mirror = holder({ name: 'static', annotations: { 'kubernetes.io/config.mirror': 'x' } });
    for (const pods of [[], [podManifest(mirror.pod)]]) {
      const [result] = check({ holders: [mirror], pods });
      assert.deepEqual([result?.level, result?.override], ['error', undefined]);
    }
  });

  it('are left alone by a change in place', () => {
    assert.deepEqual(check({ holders: [holder({ name: 'bare' })], wanted: IN_PLACE }), []);
  });

  it('do not count when they have ended, stop already, or have no node', () => {
    const holders = [
      holder({ name: 'done', phase: 'Failed' }),
      holder({ name: 'going', isTerminating: true }),
      holder({ name: 'waiting', nodeName: '' }),
    ];
    assert.deepEqual(summary(check({ holders })), ['finished-pod: warning']);
  });
});

describe('checks: claims and finalizers of others', () => {
  function owned(kind: string): PersistentVolumeClaim {
    const claim = storedClaim();
    const ownerReferences = [{ apiVersion: 'v1', kind, name: 'owner', uid: 'o' }];
    return { ...claim, metadata: { ...claim.metadata, ownerReferences } };
  }

  function held(object: PersistentVolume, finalizer: string): PersistentVolume {
    const finalizers = [...(object.metadata.finalizers ?? []), finalizer];
    return { ...object, metadata: { ...object.metadata, finalizers } };
  }

  it('a claim that belongs to a Pod goes with it, and is refused', () => {
    assert.deepEqual(summary(check({ claim: owned('Pod') })), ['ephemeral-claim: error']);
    assert.deepEqual(summary(check({ claim: owned('StatefulSet') })), ['owner: okay']);
  });

  it('a finalizer that is not Kubernetes’ own is named in a recreation, never in a change in place', () => {
    const volume = held(storedVolume(), 'example.com/mine');
    const [result] = check({ volume });
    assert.deepEqual([result?.id, result?.level], ['foreign-finalizer', 'warning']);
    assert.equal(
      result?.message,
      'PersistentVolume s3-pv has the finalizer example.com/mine; its deletion waits until the controller behind it has removed it',
    );
    assert.match(
      check({ volume: held(storedVolume(), 'external-attacher/x') })[0]?.message ?? '',
      /of the external-att/,
    );
    assert.deepEqual(check({ volume, wanted: held(IN_PLACE, 'example.com/mine') }), []);
  });
});

describe('checks: finalizers of Pods that stop', () => {
  function heldPod(finalizer: string): Holder {
    const one = holder({ name: 'web-1', workload: WEB });
    return { ...one, pod: { ...one.pod, metadata: { ...one.pod.metadata, finalizers: [finalizer] } } };
  }

  it('are named with their controller', () => {
    const [result, ...others] = check({ holders: [heldPod('resources-finalizer.argocd.argoproj.io')] });
    assert.deepEqual(others, []);
    assert.match(
      result?.message ?? '',
      /^Pod web-1 has the finalizer resources-finalizer\S+ of Argo CD; its deletion /,
    );
  });

  it('that every Pod of a Job has are no news', () => {
    assert.deepEqual(check({ holders: [heldPod('batch.kubernetes.io/job-tracking')] }), []);
  });
});

describe('checks: VolumeAttachments, which the driver does not need', () => {
  it('are told of in a recreation, with the way to be rid of them', () => {
    const spec = { attacher: 's3.csi.aws.com', nodeName: 'node-7', source: { persistentVolumeName: 's3-pv' } };
    const attachment = { apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata: { name: 'csi-1' }, spec };
    const made = planOf({});
    const observed = { ...made.observed, volumeAttachments: [attachment] };
    const [result, ...others] = runChecks({ ...made, observed }, NOTHING_ALLOWED);
    assert.deepEqual(others, []);
    assert.deepEqual([result?.id, result?.level], ['volume-attachment', 'warning']);
    assert.match(result?.message ?? '', /^VolumeAttachment csi-1 says .* node node-7, which this driver never does/);
    assert.match(result?.hint ?? '', /kubectl delete volumeattachment csi-1$/);
    const inPlace = planOf({ wanted: IN_PLACE });
    assert.deepEqual(runChecks({ ...inPlace, observed }, NOTHING_ALLOWED), []);
  });
});
