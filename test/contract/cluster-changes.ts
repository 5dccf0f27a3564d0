import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../src/model/objects.js';
import { CLAIM, keyOf, type Resource, VOLUME } from '../../src/model/references.js';
import { claim } from '../support/manifests/claim.js';
import { volume } from '../support/manifests/volume.js';
import { apiError, CONFIG_MAP, configMap, createConfigMap, idOf, type Make, on, read } from './contract-story.js';

const LEASE: Resource = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
};

export function changeContract(make: Make): void {
  it(
    'does not create what is there already',
    on(make, async (subject) => {
      const { uid, key } = await createConfigMap(subject, 'one');
      await assert.rejects(
        createConfigMap(subject, 'one'),
        apiError('AlreadyExists', /configmaps "one" already exists/),
      );
      assert.equal(idOf(await read(subject, key)).uid, uid);
    }),
  );

  it(
    'does not create in a namespace that is not there',
    on(make, async ({ cluster, namespace }) => {
      const stray = configMap(`no-${namespace}`, 'one');
      await assert.rejects(cluster.create(stray, CONFIG_MAP), apiError('NotFound', /namespaces "no-.*" not found/));
    }),
  );

  it(
    'says what is wrong with a manifest in the words of the server',
    on(make, async ({ cluster, namespace }) => {
      const { accessModes: _modes, ...spec } = claim({ namespace, volume: null }).spec;
      const bad: KubernetesObject = { ...claim({ namespace }), spec };
      await assert.rejects(cluster.create(bad, CLAIM), apiError('Invalid', /spec\.accessModes: Required value/));
    }),
  );

  it(
    'brings back to the letter what it was given',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const annotations = { 'example.com/odd': ' "quoted"\n\tü 🪣 {"a":null} ', 'example.com/empty': '' };
      const time = '2026-01-05T09:00:00.123456Z';
      const lease = {
        apiVersion: LEASE.apiVersion,
        kind: LEASE.kind,
        metadata: { name: 'one', namespace, annotations },
        spec: { holderIdentity: 'me', leaseDurationSeconds: 15, acquireTime: time, renewTime: time },
      } satisfies KubernetesObject;

      const created = await cluster.create(lease, LEASE);
      const found = await read(subject, keyOf(LEASE, created));

      assert.deepEqual(found['spec'], lease.spec);
      assert.deepEqual(found.metadata.annotations, annotations);
    }),
  );

  it(
    'keeps keys of volumeAttributes that nobody knows, and the order of mountOptions',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const attributes = { bucketName: 'b', 'future.attribute/x': 'y' };
      const mountOptions = ['region eu-central-1', 'allow-delete', 'cache /tmp'];
      const manifest = volume({
        name: `${namespace}-pv`,
        handle: `${namespace}-pv`,
        namespace,
        attributes,
        mountOptions,
      });
      const created = await cluster.create(manifest, VOLUME);
      try {
        const { spec } = created as typeof manifest;
        assert.deepEqual(spec.csi?.volumeAttributes, attributes);
        assert.deepEqual(spec.mountOptions, mountOptions);
        await assert.rejects(
          cluster.patch(
            keyOf(VOLUME, created),
            { spec: { csi: { volumeAttributes: { bucketName: 'c' } } } },
            { uid: idOf(created).uid },
          ),
          apiError('Invalid', /spec\.persistentvolumesource is immutable after creation/),
        );
      } finally {
        await cluster.delete(keyOf(VOLUME, created), { uid: idOf(created).uid });
      }
    }),
  );

  it(
    'merges a patch: sets, removes and leaves alone',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const labels = { keep: 'a', drop: 'b' };
      const created = await cluster.create(configMap(namespace, 'one', { labels }), CONFIG_MAP);
      const key = keyOf(CONFIG_MAP, created);

      const patch = { metadata: { labels: { drop: null, add: 'c' } }, data: { colour: 'red' } };
      const patched = await cluster.patch(key, patch, idOf(created));

      assert.deepEqual(patched.metadata.labels, { keep: 'a', add: 'c' });
      assert.deepEqual(patched['data'], { colour: 'red' });
      assert.equal(idOf(patched).uid, idOf(created).uid);
      assert.notEqual(idOf(patched).resourceVersion, idOf(created).resourceVersion);
      assert.deepEqual(await read(subject, key), patched);
    }),
  );

  it(
    'answers Conflict to a patch that was meant for another state or another object, and changes nothing',
    on(make, async (subject) => {
      const { cluster } = subject;
      const { key, ...old } = await createConfigMap(subject, 'one');
      await cluster.patch(key, { data: { colour: 'red' } }, { uid: old.uid });

      const late = cluster.patch(key, { data: { colour: 'green' } }, old);
      await assert.rejects(late, apiError('Conflict', /the object has been modified/));
      const elsewhere = cluster.patch(key, { data: { colour: 'green' } }, { uid: 'not-this-one' });
      await assert.rejects(elsewhere, apiError('Conflict'));

      assert.deepEqual((await read(subject, key))['data'], { colour: 'red' });
    }),
  );

  it(
    'answers NotFound to a patch of what is not there',
    on(make, async ({ cluster, namespace }) => {
      const key = { resource: CONFIG_MAP, namespace, name: 'missing' };
      await assert.rejects(
        cluster.patch(key, { data: {} }, { uid: 'any' }),
        apiError('NotFound', /"missing" not found/),
      );
    }),
  );

  it(
    'stores nothing on a dry run, and still says what is wrong',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const dryRun = { dryRun: true };
      const made = await cluster.create(configMap(namespace, 'one'), CONFIG_MAP, dryRun);
      assert.equal(made.metadata.name, 'one');
      assert.equal(await cluster.get({ resource: CONFIG_MAP, namespace, name: 'one' }), undefined);

      await createConfigMap(subject, 'one');
      const again = cluster.create(configMap(namespace, 'one'), CONFIG_MAP, dryRun);
      await assert.rejects(again, apiError('AlreadyExists'));
      const bad: KubernetesObject = { ...claim({ namespace }), spec: {} };
      await assert.rejects(cluster.create(bad, CLAIM, dryRun), apiError('Invalid'));
    }),
  );

  it(
    'tries a patch without storing it, and still holds it to its preconditions',
    on(make, async (subject) => {
      const { cluster } = subject;
      const { key, uid, resourceVersion } = await createConfigMap(subject, 'one');
      const dryRun = { dryRun: true };

      const tried = await cluster.patch(key, { data: { colour: 'red' } }, { uid, resourceVersion }, dryRun);

      assert.deepEqual(tried['data'], { colour: 'red' });
      assert.equal(idOf(await read(subject, key)).resourceVersion, resourceVersion);
      const late = cluster.patch(key, { data: { colour: 'red' } }, { uid, resourceVersion: '1' }, dryRun);
      await assert.rejects(late, apiError('Conflict'));
      const elsewhere = cluster.patch(key, { data: { colour: 'red' } }, { uid: 'not-this-one' }, dryRun);
      await assert.rejects(elsewhere, apiError('Conflict'));
      assert.deepEqual((await read(subject, key))['data'], { colour: 'blue' });
    }),
  );
}
