import assert from 'node:assert/strict';
import { connect } from '../../src/cluster/index.js';
import type { ConnectionFlags } from '../../src/model/request.js';
import { followSelection, FOLLOW_TIMING } from '../../src/cluster/watch/follow.js';
import type { Cluster, Selection } from '../../src/model/cluster.js';
import type { KubernetesObject } from '../../src/model/objects.js';
import { CLAIM, MOUNT_ATTACHMENT, POD, VOLUME, type ObjectKey, type Resource } from '../../src/model/references.js';
import { systemClock } from '../../src/system-clock.js';
import type { ControlPlane } from '../cluster/control-plane.js';
import { startControlPlane } from '../cluster/start.js';
import { clusterContract } from './cluster-contract.js';
import { startLosingProxy } from './losing-proxy.js';
import { realTransport } from './real-transport.js';

const CONFIG_MAP: Resource = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };
const NAMESPACE: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };
const BUDGET: Resource = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  namespaced: true,
};
const clock = systemClock();
const OTHER_UID = '00000000-0000-0000-0000-000000000000';

describe('the adapter on a real API server', function () {
  // The first start on a machine builds the control plane.
  this.timeout(30 * 60_000);
  let plane: ControlPlane;
  let cluster: Cluster;
  let namespaces = 0;
  const warnings: string[] = [];

  before(async () => {
    plane = await startControlPlane();
    cluster = await connectWith({ kubeconfig: plane.kubeconfig });
  });
  after(() => plane.stop());

  const environment = () => ({
    env: { ...process.env, KUBECTL_PATH: plane.kubectlPath },
    onWarning: (text: string) => void warnings.push(text),
    interactive: false,
    clock,
  });
  const connectWith = (flags: ConnectionFlags) => connect(flags, environment());
  const volume = (name: string, spec: object = {}): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations: { kept: 'yes' } },
    spec: {
      capacity: { storage: '1200Gi' },
      accessModes: ['ReadWriteMany'],
      storageClassName: '',
      csi: { driver: 's3.csi.aws.com', volumeHandle: name, volumeAttributes: { bucketName: 'b' } },
      ...spec,
    },
  });
  const configMap = (name: string, data: Record<string, string> = {}): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', labels: { test: 'adapter' } },
    data,
  });
  const mapKey = (name: string): ObjectKey => ({ resource: CONFIG_MAP, namespace: 'default', name });
  const uidOf = ({ metadata }: KubernetesObject): string => metadata.uid ?? assert.fail('no uid');

  clusterContract('the real adapter', async () => {
    const namespace = `contract-${++namespaces}`;
    await cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, NAMESPACE);
    return { cluster, namespace, finish: () => Promise.resolve() };
  });

  it('creates, reads, patches and deletes', async () => {
    const created = await cluster.create(volume('one'), VOLUME);
    const key = { resource: VOLUME, name: 'one' };
    const uid = uidOf(created);
    assert.equal((await cluster.get(key))?.metadata.uid, uid);
    await assert.rejects(cluster.create(volume('one'), VOLUME), { reason: 'AlreadyExists', status: 409 });
    const patched = await cluster.patch(key, { metadata: { annotations: { kept: null, a: 'b' } } }, { uid });
    assert.deepEqual(patched.metadata.annotations, { a: 'b' });
    const managers = JSON.stringify(patched.metadata['managedFields']);
    assert.match(managers, /"manager":"kubectl-s3csi-recreate"/);
    await cluster.delete(key, { uid });
    await cluster.delete(key, { uid });
  });

  it('tries a create without storing anything, and hands over warnings', async () => {
    const dry = await cluster.create(volume('dry', { unheardOf: 1 }), VOLUME, { dryRun: true });
    assert.ok(uidOf(dry));
    assert.equal(await cluster.get({ resource: VOLUME, name: 'dry' }), undefined);
    assert.deepEqual(warnings, ['unknown field "spec.unheardOf"']);
    await assert.rejects(cluster.create(volume('dry', { accessModes: ['Nonsense'] }), VOLUME, { dryRun: true }), {
      reason: 'Invalid',
      message: /Unsupported value: "Nonsense"/,
    });
  });

  it('changes nothing where a precondition does not hold', async () => {
    const created = await cluster.create(configMap('guarded', { a: '1' }), CONFIG_MAP);
    const key = mapKey('guarded');
    const [uid, resourceVersion] = [uidOf(created), created.metadata.resourceVersion ?? assert.fail()];
    const conflict = { reason: 'Conflict', status: 409 };
    await assert.rejects(cluster.patch(key, { data: { a: '2' } }, { uid: OTHER_UID }), conflict);
    await assert.rejects(cluster.delete(key, { uid: OTHER_UID }), conflict);
    const changed = await cluster.patch(key, { data: { a: '3' } }, { uid, resourceVersion });
    await assert.rejects(cluster.patch(key, { data: { a: '4' } }, { uid, resourceVersion }), conflict);
    await assert.rejects(cluster.delete(key, { uid, resourceVersion }), conflict);
    assert.deepEqual((await cluster.get(key))?.['data'], { a: '3' });
    await assert.rejects(cluster.patch(mapKey('missing'), { data: {} }, { uid }), { reason: 'NotFound' });
    await cluster.delete(key, { uid, resourceVersion: changed.metadata.resourceVersion ?? '' });
    assert.equal(await cluster.get(key), undefined);
  });

  it('finds out what became of a change whose reply was lost', async () => {
    const proxy = await startLosingProxy(plane);
    try {
      const behind = await connectWith({ kubeconfig: plane.kubeconfig, server: proxy.url });
      proxy.loseReplyTo('POST');
      const made = await behind.create(volume('lost'), VOLUME);
      const key = { resource: VOLUME, name: 'lost' };
      const uid = uidOf(made);
      assert.equal((await cluster.get(key))?.metadata.uid, uid);
      proxy.loseReplyTo('PATCH');
      const patch = { spec: { persistentVolumeReclaimPolicy: 'Delete' }, metadata: { annotations: { kept: null } } };
      const patched = await behind.patch(key, patch, { uid });
      assert.equal(patched.metadata.uid, uid);
      proxy.loseReplyTo('DELETE');
      await behind.delete(key, { uid });
      assert.deepEqual(proxy.methods, ['POST', 'GET', 'PATCH', 'GET', 'DELETE', 'GET']);
    } finally {
      await proxy.close();
    }
  });

  it('tells NotFound of an object from a kind that is not served', async () => {
    assert.equal(await cluster.get({ resource: CLAIM, namespace: 'nowhere', name: 'x' }), undefined);
    await assert.rejects(cluster.list({ resource: MOUNT_ATTACHMENT }), { reason: 'NotFound' });
    const never = new AbortController();
    await assert.rejects(
      cluster.follow({ resource: MOUNT_ATTACHMENT }, () => assert.fail(), never.signal),
      { reason: 'NotFound' },
    );
  });

  it('lists more than one page, and keeps of it what is asked for', async () => {
    const names = Array.from({ length: 510 }, (_, index) => `many-${index}`);
    for (let from = 0; from < names.length; from += 30) {
      await Promise.all(names.slice(from, from + 30).map((name) => cluster.create(configMap(name), CONFIG_MAP)));
    }
    const selection: Selection = { resource: CONFIG_MAP, namespace: 'default', labelSelector: 'test=adapter' };
    assert.equal((await cluster.list(selection)).length, 510);
    const kept = await cluster.list({ ...selection, keep: ({ metadata }) => metadata.name.endsWith('09') });
    assert.deepEqual(kept.map(({ metadata }) => metadata.name).sort(), [
      'many-109',
      'many-209',
      'many-309',
      'many-409',
      'many-509',
    ]);
    assert.deepEqual(kept.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)[0], 'v1 ConfigMap');
    const one = await cluster.list({ resource: CONFIG_MAP, name: 'many-7' });
    assert.equal(one.length, 1);
  });

  it('follows objects while the server ends watch after watch', async () => {
    const transport = await realTransport(plane);
    const stop = new AbortController();
    const states: string[] = [];
    const following = followSelection(
      transport,
      { resource: CONFIG_MAP, namespace: 'default', name: 'watched' },
      (objects) => states.push(objects.map((object) => JSON.stringify(object['data'])).join()),
      stop.signal,
      { ...FOLLOW_TIMING, watchSeconds: 1 },
    );
    const until = async (state: string) => {
      while (states.at(-1) !== state) await clock.sleep(20);
    };
    await until('');
    const { metadata } = await cluster.create(configMap('watched', { n: '0' }), CONFIG_MAP);
    await until('{"n":"0"}');
    for (const n of ['1', '2', '3']) {
      await clock.sleep(700);
      await cluster.patch(mapKey('watched'), { data: { n } }, { uid: metadata.uid ?? '' });
      await until(`{"n":"${n}"}`);
    }
    await cluster.delete(mapKey('watched'), { uid: metadata.uid ?? '' });
    await until('');
    stop.abort();
    await following;
    assert.deepEqual(states, ['', '{"n":"0"}', '{"n":"1"}', '{"n":"2"}', '{"n":"3"}', '']);
  });

  it('evicts where the budgets allow it', async () => {
    const pod = (name: string): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { app: name } },
      spec: { containers: [{ name: 'c', image: 'none' }] },
    });
    const [free, guarded] = [await cluster.create(pod('free'), POD), await cluster.create(pod('guarded'), POD)];
    const budget: KubernetesObject = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'guarded', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'guarded' } } },
    };
    await cluster.create(budget, BUDGET);
    const key = (name: string): ObjectKey => ({ resource: POD, namespace: 'default', name });
    await assert.rejects(cluster.evict(key('free'), { uid: OTHER_UID }), { reason: 'Conflict' });
    await cluster.evict(key('free'), { uid: uidOf(free), gracePeriodSeconds: 0 });
    await cluster.evict(key('missing'), { uid: uidOf(free) });
    const isRunning = async () => JSON.stringify((await cluster.get(key('guarded')))?.['status']).includes('"Running"');
    while (!(await isRunning())) await clock.sleep(50);
    await assert.rejects(cluster.evict(key('guarded'), { uid: uidOf(guarded) }), {
      reason: 'TooManyRequests',
      status: 429,
    });
  });

  it('knows what a user may do, also as somebody else', async () => {
    const access = { verb: 'delete', resource: VOLUME };
    assert.equal(await cluster.can(access), true);
    const limited = await connectWith({ kubeconfig: await plane.kubeconfigFor({ token: plane.tokens.limited }) });
    assert.equal(await limited.can(access), false);
    await assert.rejects(limited.list({ resource: VOLUME }), { reason: 'Forbidden', status: 403 });
    const asNobody = await connectWith({ kubeconfig: plane.kubeconfig, as: 'nobody', asGroup: ['g'] });
    assert.equal(await asNobody.can(access), false);
    await assert.rejects(asNobody.list({ resource: VOLUME }), { message: /User "nobody" cannot list/ });
    const asMaster = await connectWith({ kubeconfig: plane.kubeconfig, as: 'nobody', asGroup: ['system:masters'] });
    assert.equal(await asMaster.can(access), true);
  });

  it('logs in with a client certificate, and is refused with a wrong token', async () => {
    const { certFile, keyFile } = await plane.clientCertificate('alice', ['system:masters']);
    const alice = await connectWith({ kubeconfig: await plane.kubeconfigFor({ certFile, keyFile }) });
    assert.equal(await alice.can({ verb: 'create', resource: VOLUME }), true);
    const wrong = await connectWith({ kubeconfig: plane.kubeconfig, token: 'wrong' });
    await assert.rejects(wrong.list({ resource: VOLUME }), { reason: 'Unauthorized', status: 401 });
  });
});
