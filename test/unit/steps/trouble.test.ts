import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { Failure } from '../../../src/model/errors.js';
import { failureLines } from '../../../src/output/failure-lines.js';
import { troubleLines } from '../../../src/steps/trouble.js';
import { eventOf } from '../../support/manifests/event.js';
import { node } from '../../support/manifests/node.js';
import { holder, storedVolume, WEB } from '../plan/support/stored.js';
import { golden } from '../output/support/golden.js';
import { readable, type ReadableCluster } from './support/readable.js';

const ATTRIBUTES = { bucketName: 'my-bucket', authenticationSource: 'pod' };

function waiting(name: string, nodeName = 'node-1'): Pod {
  return holder({ name, workload: WEB, phase: 'Pending', nodeName }).pod;
}

function explain(cluster: ReadableCluster, expectedReady = 1): Promise<readonly string[]> {
  return troubleLines(cluster, {
    namespace: 'app',
    claimName: 's3-pvc',
    volume: storedVolume({ attributes: ATTRIBUTES }),
    driverNamespace: undefined,
    workloads: [{ ...WEB, expectedReady }],
  });
}

function mountpointPod(status: Json): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mp-a', namespace: 'mount-s3', uid: 'uid-of-mp' }, status };
}

function booking(pod: Pod): KubernetesObject {
  const spec = { mountpointS3PodAttachments: { 'mp-a': [{ workloadPodUID: pod.metadata.uid ?? '' }], 'mp-b': [] } };
  return { apiVersion: 's3.csi.aws.com/v2', kind: 'MountpointS3PodAttachment', metadata: { name: 's3pa' }, spec };
}

describe('trouble: what is read to explain it', () => {
  it('is nothing but Pods where all is well', async () => {
    const ready = holder({ workload: WEB }).pod;
    const cluster = readable([
      { ...ready, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } },
      { ...waiting('done'), status: { phase: 'Succeeded' } },
    ]);
    assert.deepEqual(await explain(cluster), []);
    assert.deepEqual(cluster.requests, ['list pods in app']);
  });

  it('is the Mountpoint Pod that a Pod is booked on, its Events, and how full the node is', async () => {
    const pod = waiting('web-1');
    const mount = mountpointPod({ phase: 'Pending', containerStatuses: [] });
    const full = eventOf(mount, { reason: 'FailedCreatePodSandBox', message: 'failed to assign an IP address' });
    const cluster = readable([pod, booking(pod), mount, full, node('node-1', 1)]);
    assert.deepEqual(await explain(cluster), [
      'Pod web-1: waiting for the mount',
      '  Mountpoint Pod mount-s3/mp-a is Pending: FailedCreatePodSandBox: failed to assign an IP address',
      '  node node-1 runs 1 of the 1 Pods that it takes',
      '  run fewer Pods on the node, or let new nodes take more by VPC CNI prefix delegation: kubectl set env daemonset aws-node -n kube-system ENABLE_PREFIX_DELEGATION=true',
    ]);
  });

  it('is the Mountpoint Pod that the kubelet names, where bookings may not be read', async () => {
    const pod = waiting('web-1');
    const message = 'Failed to wait for Mountpoint Pod "mp-a" to be ready';
    const objects = [pod, eventOf(pod, { message }), booking(pod)];
    const lines = await explain(readable(objects, ['mountpoints3podattachments']));
    assert.equal(lines[1], '  Mountpoint Pod mount-s3/mp-a does not exist; the driver makes another one');
  });

  it('is the quota of the driver’s namespace where no Mountpoint Pod was made', async () => {
    const pod = waiting('web-1');
    const message = 'Failed to find corresponding MountpointS3PodAttachment custom resource';
    const quota: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few', namespace: 'mount-s3' },
      status: { hard: { pods: '10', 'limits.cpu': '4' }, used: { pods: '10', 'limits.cpu': '500m' } },
    };
    const lines = await explain(readable([pod, eventOf(pod, { message }), quota]));
    assert.ok(lines.includes('  quota few is used up: pods 10 of 10 in namespace mount-s3'), lines.join('\n'));
  });

  it('is what a controller was told that may not create its Pods', async () => {
    const about = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web-6f7', namespace: 'app', uid: 'r' },
    };
    const message = 'Error creating: pods "web-6f7-x" is forbidden: exceeded quota: few';
    const other = eventOf({ ...about, metadata: { ...about.metadata, name: 'webhook' } }, { reason: 'FailedCreate' });
    const objects = [eventOf(about, { reason: 'FailedCreate', message }), other];
    assert.deepEqual(await explain(readable(objects)), [`FailedCreate: ${message}`]);
    assert.deepEqual(await explain(readable(objects), 0), []);
  });

  it('names the cluster of EKS by the context, and the ServiceAccount that is missing', async () => {
    const pod = holder({ name: 'web-1', workload: WEB, phase: 'Pending', serviceAccountName: 'web' }).pod;
    const objects = [pod, eventOf(pod, { message: 'No signing credentials available' })];
    assert.equal(
      (await explain(readable(objects)))[1],
      '  the mount signs as ServiceAccount app/web, which does not exist',
    );
    const unread = await explain(readable(objects, ['serviceaccounts']));
    assert.match(unread[2] ?? '', /--cluster prod --namespace app --name web /);
  });

  it('reads like this, as a user meets it', async () => {
    const mount = (name: string, message: string, serviceAccountName = 'web'): readonly KubernetesObject[] => {
      const { pod } = holder({ name, workload: WEB, phase: 'Pending', serviceAccountName });
      const path = `/var/lib/kubelet/pods/${pod.metadata.uid ?? ''}/volumes/kubernetes.io~csi/s3-pv/mount`;
      const words = `MountVolume.SetUp failed for volume "s3-pv" : rpc error: code = Internal desc = Could not mount "my-bucket" at "${path}": ${message}`;
      return [pod, eventOf(pod, { message: words })];
    };
    const client = 'Mount failed: Error: Failed to create S3 client\nCaused by:';
    const account: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'web', namespace: 'app' },
    };
    const lines = await explain(
      readable([
        account,
        ...mount('web-1', `${client} No signing credentials available`),
        ...mount('web-2', `${client} No signing credentials available`),
        ...mount(
          'report-1',
          `${client} initial ListObjectsV2 failed for bucket my-bucket in region eu-central-1: Forbidden: User: arn:aws:sts::111122223333:assumed-role/report-role/1767 is not authorized to perform: s3:ListBucket`,
          'report',
        ),
        ...mount('old-1', 'Failed to wait for Mountpoint Pod "mp-a" to be ready', 'old'),
        mountpointPod({
          phase: 'Pending',
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/2 nodes are available: 1 Too many pods.',
            },
          ],
        }),
        node('node-1', 5),
        ...mount('odd-1', 'something \u001b[2Jthat nobody knows', 'odd'),
      ]),
    );
    const failure = new Failure('timed-out', 'waited 300 s for the Pods of Deployment web to be Ready', {
      hint: lines.join('\n'),
    });
    assert.equal(failureLines(failure), golden('trouble'));
  });

  it('is what may be read; nothing is thrown for the rest', async () => {
    const pod = waiting('web-1');
    const all = ['events', 'mountpoints3podattachments', 'serviceaccounts', 'nodes'];
    assert.deepEqual(await explain(readable([pod], all)), []);
    assert.deepEqual(await explain(readable([pod], ['pods'])), []);
  });

  it('tells of five kinds of trouble at most, and asks for bookings once', async () => {
    const pods = Array.from({ length: 9 }, (_, index) => waiting(`web-${index}`));
    const events = pods.map((pod, index) => eventOf(pod, { message: `trouble ${index}` }));
    const cluster = readable([...pods, ...events]);
    const lines = await explain(cluster);
    assert.equal(lines.filter((line) => line.includes('trouble')).length, 5);
    assert.deepEqual(cluster.requests, ['list pods in app', 'list events in app', 'list mountpoints3podattachments']);
  });
});
