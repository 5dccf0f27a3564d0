import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from './control-plane.js';
import { installDriver, startDriverActor, type Attachment, type DriverActor } from './driver.js';
import { POD_WISHES } from '../support/manifests/pod-wishes.js';
import { startControlPlane } from './start.js';
import { waitUntil } from './wait-until.js';

describe('the driver in the control plane of the tests', function () {
  this.timeout(60_000);
  let cluster: ControlPlane;
  let actor: DriverActor;

  before(async function () {
    this.timeout(30 * 60_000);
    cluster = await startControlPlane({ stopMs: 300, nodes: 1 });
    await installDriver(cluster);
    actor = startDriverActor(cluster);
  });
  after(async () => {
    await actor.stop();
    await cluster.stop();
  });
  afterEach(() => {
    actor.missReleases = false;
  });

  it('shows its version', async () => {
    const path = '/apis/apps/v1/daemonsets?labelSelector=app.kubernetes.io%2Fname%3Daws-mountpoint-s3-csi-driver';
    const { body } = await cluster.api.expect('GET', path);
    assert.match(JSON.stringify(body), /"name":"s3-plugin","image":"[^"]+:v2\.7\.0"/);
    assert.equal((await cluster.kubectl(['get', 's3pa'])).code, 0);
  });

  it('gives Pods of one sharing key one Mountpoint Pod, and ends it when the last of them stops', async () => {
    await createVolume(cluster, 'shared');
    await createPod(cluster, 'one', 'shared');
    await createPod(cluster, 'two', 'shared');
    const attachment = await attachmentOf(actor, 'shared', 2);
    const [mountpointPod = ''] = Object.keys(attachment.spec.mountpointS3PodAttachments);
    assert.deepEqual(await mountpointPodsOf(cluster, 'shared'), [mountpointPod]);

    await deletePods(cluster, ['one']);
    await attachmentOf(actor, 'shared', 1);
    await deletePods(cluster, ['two']);

    await untilReleased(cluster, actor, 'shared');
  });

  it('gives Pods of other sharing keys Mountpoint Pods of their own', async () => {
    await createVolume(cluster, 'apart');
    await createPod(cluster, 'root', 'apart');
    await createPod(cluster, 'grouped', 'apart', { securityContext: { fsGroup: 1000 } });
    await waitUntil('there are two', async () => (await mountpointPodsOf(cluster, 'apart')).length === 2);
    const groups = (await attachmentsOf(actor, 'apart')).map(({ spec }) => spec.workloadFSGroup);
    assert.deepEqual(groups.sort(), ['', '1000']);
    await deletePods(cluster, ['root', 'grouped']);
    await untilReleased(cluster, actor, 'apart');
  });

  it('puts a new Pod on the old mount when it missed that the old one stopped, until it is swept', async () => {
    await createVolume(cluster, 'stale');
    await createPod(cluster, 'old', 'stale');
    await attachmentOf(actor, 'stale', 1);
    const before = await mountpointPodsOf(cluster, 'stale');
    actor.missReleases = true;

    await deletePods(cluster, ['old'], ['--force', '--grace-period=0']);
    await createPod(cluster, 'new', 'stale');

    await attachmentOf(actor, 'stale', 2);
    assert.deepEqual(await mountpointPodsOf(cluster, 'stale'), before);
    await deletePods(cluster, ['new']);
    assert.equal((await attachmentsOf(actor, 'stale')).length, 1);

    await actor.sweep();

    await untilReleased(cluster, actor, 'stale');
  });

  it('misses the end of one Pod that says so', async () => {
    await createVolume(cluster, 'missed');
    await createPod(cluster, 'unseen', 'missed', {}, { [POD_WISHES.missRelease]: 'true' });
    await attachmentOf(actor, 'missed', 1);
    await deletePods(cluster, ['unseen']);
    await sleep(300);
    assert.equal((await attachmentsOf(actor, 'missed')).length, 1);
    await actor.sweep();
    await untilReleased(cluster, actor, 'missed');
  });

  it('attaches a Pod whose claim is bound only later', async () => {
    await create(cluster, claimManifest('late'));
    // Set, since the scheduler would wait for the claim.
    await createPod(cluster, 'early', 'late', { nodeName: 'node-1' });
    await sleep(300);
    assert.deepEqual(await attachmentsOf(actor, 'late'), []);

    await create(cluster, volumeManifest('late'));
    await cluster.kubectl(['annotate', 'pvc', 'late', 'touched=true']);

    await attachmentOf(actor, 'late', 1);
    await deletePods(cluster, ['early']);
    await untilReleased(cluster, actor, 'late');
  });
});

async function attachmentsOf(actor: DriverActor, volume: string): Promise<Attachment[]> {
  return (await actor.attachments()).filter(({ spec }) => spec.persistentVolumeName === volume);
}

function attachmentOf(actor: DriverActor, volume: string, workloads: number): Promise<Attachment> {
  return waitUntil(`${volume} has ${workloads} workloads`, async () => {
    const [attachment] = await attachmentsOf(actor, volume);
    const attached = Object.values(attachment?.spec.mountpointS3PodAttachments ?? {}).flat();
    return attached.length === workloads && attachment;
  });
}

async function mountpointPodsOf(cluster: ControlPlane, volume: string): Promise<string[]> {
  const { body } = await cluster.api.expect('GET', '/api/v1/namespaces/mount-s3/pods');
  const { items } = body as { items: { metadata: { name: string; annotations: Record<string, string> } }[] };
  return items
    .filter(({ metadata }) => metadata.annotations['s3.csi.aws.com/volume-name'] === volume)
    .map(({ metadata }) => metadata.name);
}

function untilReleased(cluster: ControlPlane, actor: DriverActor, volume: string): Promise<true> {
  return waitUntil(`${volume} is released`, async () => {
    const pods = await mountpointPodsOf(cluster, volume);
    return pods.length === 0 && (await attachmentsOf(actor, volume)).length === 0;
  });
}

async function createVolume(cluster: ControlPlane, name: string): Promise<void> {
  await create(cluster, volumeManifest(name));
  await create(cluster, claimManifest(name));
}

async function createPod(
  cluster: ControlPlane,
  name: string,
  claim: string,
  spec: object = {},
  annotations: Record<string, string> = {},
): Promise<void> {
  const volumes = [{ name: 'bucket', persistentVolumeClaim: { claimName: claim } }];
  const containers = [{ name: 'main', image: 'example' }];
  const metadata = { name, annotations };
  await create(cluster, { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, volumes, containers } });
}

async function deletePods(cluster: ControlPlane, names: readonly string[], flags: readonly string[] = []) {
  const { code, stderr } = await cluster.kubectl(['delete', 'pod', ...names, ...flags]);
  assert.equal(code, 0, stderr);
}

async function create(cluster: ControlPlane, manifest: object): Promise<void> {
  const { code, stderr } = await cluster.kubectl(['create', '-f', '-'], { input: JSON.stringify(manifest) });
  assert.equal(code, 0, stderr);
}

function volumeManifest(name: string): object {
  const csi = { driver: 's3.csi.aws.com', volumeHandle: `${name}-handle`, volumeAttributes: { bucketName: name } };
  const claimRef = { namespace: 'default', name };
  const spec = { accessModes: ['ReadWriteMany'], capacity: { storage: '1Gi' }, storageClassName: '', claimRef, csi };
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec };
}

function claimManifest(name: string): object {
  const resources = { requests: { storage: '1Gi' } };
  const spec = { accessModes: ['ReadWriteMany'], storageClassName: '', volumeName: name, resources };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}
