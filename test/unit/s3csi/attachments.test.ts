import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { attachmentsOf, isMountpointPodOf, mountBlockers, staleMounts } from '../../../src/s3csi/attachments.js';

function attachment(name: string, spec?: Json): KubernetesObject {
  return {
    apiVersion: 's3.csi.aws.com/v2',
    kind: 'MountpointS3PodAttachment',
    metadata: { name },
    ...(spec === undefined ? {} : { spec }),
  };
}

function booked(pods: Json, volume = 's3-pv'): KubernetesObject {
  return attachment('s3pa-1', {
    nodeName: 'node-1',
    persistentVolumeName: volume,
    mountpointS3PodAttachments: pods,
  });
}

interface Marks {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

function mountpointPod(name: string, marks: Marks, namespace = 'mount-s3'): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, ...marks }, spec: { nodeName: 'node-2' } };
}

const OURS = { 's3.csi.aws.com/volume-name': 's3-pv' };

describe('the attachments of a volume', () => {
  it('are those that name it, of all that there are', () => {
    const objects = [booked({}), booked({}, 'another'), attachment('empty'), attachment('odd', 'text')];
    assert.deepEqual(attachmentsOf('s3-pv', objects), [objects[0]]);
  });
});

describe('the Mountpoint Pods of a volume', () => {
  it('are those in mount-s3 that its name marks, also when they are to unmount', () => {
    const leaving = { ...OURS, 's3.csi.aws.com/needs-unmount': 'true' };
    assert.equal(isMountpointPodOf('s3-pv', mountpointPod('mp-a', { annotations: leaving })), true);
    assert.equal(isMountpointPodOf('s3-pv', mountpointPod('mp-a', { labels: OURS })), true);
    assert.equal(isMountpointPodOf('another', mountpointPod('mp-a', { labels: OURS })), false);
    assert.equal(isMountpointPodOf('s3-pv', mountpointPod('web-1', { labels: OURS }, 'app')), false);
  });
});

describe('what holds the old mount', () => {
  it('is nothing when there is neither attachment nor Mountpoint Pod', () => {
    assert.deepEqual(mountBlockers([], [], 's3-pv'), []);
  });

  it('is each Mountpoint Pod that serves Pods, with its node, their uids and since when', () => {
    const pods = {
      'mp-a': [
        { workloadPodUID: 'uid-1', attachmentTime: '2026-01-02T03:04:05Z' },
        { workloadPodUID: 'uid-2', attachmentTime: '2026-01-02T03:04:06Z' },
      ],
      'mp-b': [{ workloadPodUID: 'uid-3' }],
    };
    assert.deepEqual(mountBlockers([booked(pods)], [], 's3-pv'), [
      'Mountpoint Pod mount-s3/mp-a on node node-1 serves Pod uid uid-1 since 2026-01-02T03:04:05Z, Pod uid uid-2 since 2026-01-02T03:04:06Z',
      'Mountpoint Pod mount-s3/mp-b on node node-1 serves Pod uid uid-3',
    ]);
  });

  it('is an attachment by itself, even one without any Pod', () => {
    assert.deepEqual(mountBlockers([booked({})], [], 's3-pv'), ['attachment s3pa-1 on node node-1 serves no Pod']);
    assert.deepEqual(mountBlockers([booked({ 'mp-a': [] })], [], 's3-pv'), [
      'Mountpoint Pod mount-s3/mp-a on node node-1 is booked for no Pod',
    ]);
  });

  it('is a Mountpoint Pod without attachment, by its annotation or, in 2.0, by its label', () => {
    for (const marks of [{ annotations: OURS }, { labels: OURS }]) {
      assert.deepEqual(mountBlockers([], [mountpointPod('mp-a', marks)], 's3-pv'), [
        'Mountpoint Pod mount-s3/mp-a on node node-2 is not marked for unmounting yet',
      ]);
    }
  });

  it('is no Mountpoint Pod that is to unmount, whichever way it is marked', () => {
    const leaving = { 's3.csi.aws.com/needs-unmount': 'true' };
    const pods = [
      mountpointPod('mp-a', { annotations: { ...OURS, ...leaving } }),
      mountpointPod('mp-b', { annotations: leaving, labels: OURS }),
    ];
    assert.deepEqual(mountBlockers([], pods, 's3-pv'), []);
  });

  it('is still a Mountpoint Pod whose needs-unmount says anything but "true"', () => {
    const annotations = { ...OURS, 's3.csi.aws.com/needs-unmount': 'false' };
    assert.equal(mountBlockers([], [mountpointPod('mp-a', { annotations })], 's3-pv').length, 1);
  });

  it('is still the attachment of a Mountpoint Pod that is to unmount', () => {
    const annotations = { ...OURS, 's3.csi.aws.com/needs-unmount': 'true' };
    assert.equal(mountBlockers([booked({ 'mp-a': [] })], [mountpointPod('mp-a', { annotations })], 's3-pv').length, 1);
  });

  it('is told once where both the attachment and the Pod tell of it', () => {
    const pods = [mountpointPod('mp-a', { annotations: OURS }), mountpointPod('mp-b', { annotations: OURS })];
    assert.deepEqual(mountBlockers([booked({ 'mp-a': [] })], pods, 's3-pv'), [
      'Mountpoint Pod mount-s3/mp-a on node node-1 is booked for no Pod',
      'Mountpoint Pod mount-s3/mp-b on node node-2 is not marked for unmounting yet',
    ]);
  });

  it('is nothing of another volume, nothing unmarked and nothing outside mount-s3', () => {
    const pods = [
      mountpointPod('mp-a', { annotations: { 's3.csi.aws.com/volume-name': 'another' }, labels: OURS }),
      mountpointPod('mp-b', { labels: { 's3.csi.aws.com/volume-name': 's3-pv-2' } }),
      mountpointPod('mp-c', {}),
      mountpointPod('web-1', { annotations: OURS }, 'app'),
    ];
    assert.deepEqual(mountBlockers([booked({ 'mp-a': [] }, 'another')], pods, 's3-pv'), []);
  });

  it('is told as far as it can be read', () => {
    const odd = [
      booked('text'),
      booked([1]),
      booked({ 'mp-a': 'text' }),
      booked({ 'mp-a': [null, { workloadPodUID: 7 }] }),
      attachment('s3pa-2', { persistentVolumeName: 's3-pv' }),
    ];
    assert.deepEqual(mountBlockers(odd, [], 's3-pv'), [
      'attachment s3pa-1 on node node-1 serves no Pod',
      'attachment s3pa-1 on node node-1 serves no Pod',
      'Mountpoint Pod mount-s3/mp-a on node node-1 is booked for no Pod',
      'Mountpoint Pod mount-s3/mp-a on node node-1 serves Pod uid unknown, Pod uid unknown',
      'attachment s3pa-2 serves no Pod',
    ]);
  });
});

describe('Pods on an old mount', () => {
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 's3-pv', creationTimestamp: '2026-01-05T09:00:10Z' },
  };
  const made = (at: string, name = 'mp-1'): KubernetesObject => {
    const pod = mountpointPod(name, { annotations: OURS });
    return { ...pod, metadata: { ...pod.metadata, creationTimestamp: at } };
  };
  const book = booked({ 'mp-1': [{ workloadPodUID: 'a' }, { workloadPodUID: 'b' }] });

  it('are those that are booked on a Mountpoint Pod older than the volume', () => {
    assert.deepEqual(staleMounts(volume, [book], [made('2026-01-05T09:00:09Z')]), [
      { podUid: 'a', mountpointPod: 'mp-1' },
      { podUid: 'b', mountpointPod: 'mp-1' },
    ]);
  });

  it('are none on one that was made after the volume, in the same second too', () => {
    for (const at of ['2026-01-05T09:00:10Z', '2026-01-05T09:00:11Z'])
      assert.deepEqual(staleMounts(volume, [book], [made(at)]), []);
  });

  it('are none of another volume, and none on a Mountpoint Pod that is gone', () => {
    const old = made('2026-01-05T09:00:09Z');
    assert.deepEqual(staleMounts(volume, [booked({ 'mp-1': [{ workloadPodUID: 'a' }] }, 'other')], [old]), []);
    assert.deepEqual(staleMounts(volume, [book], [made('2026-01-05T09:00:09Z', 'mp-2')]), []);
  });
});
