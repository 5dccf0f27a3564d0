import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../src/model/objects.js';
import { CLAIM, EVENT, POD, type Resource } from '../../src/model/references.js';
import { eventOf } from '../support/manifests/event.js';
import {
  apiError,
  CONFIG_MAP,
  configMap,
  createConfigMap,
  followUntil,
  idOf,
  type Make,
  on,
} from './contract-story.js';

const UNSERVED: Resource = {
  apiVersion: 'nobody.example.com/v1',
  kind: 'Nothing',
  plural: 'nothings',
  namespaced: true,
};

export function readContract(make: Make): void {
  it(
    'gets nothing where there is none',
    on(make, async ({ cluster, namespace }) => {
      assert.equal(await cluster.get({ resource: CLAIM, namespace, name: 'missing' }), undefined);
      assert.equal(await cluster.get({ resource: CLAIM, namespace: `no-${namespace}`, name: 'missing' }), undefined);
    }),
  );

  it(
    'answers NotFound to a list of a type that is not served, and gets nothing of it',
    on(make, async ({ cluster, namespace }) => {
      await assert.rejects(cluster.list({ resource: UNSERVED, namespace }), apiError('NotFound'));
      assert.equal(await cluster.get({ resource: UNSERVED, namespace, name: 'any' }), undefined);
    }),
  );

  it(
    'lists by namespace, name, label and what is kept',
    on(make, async ({ cluster, namespace }) => {
      for (const [name, tier] of [
        ['one', 'front'],
        ['two', 'back'],
        ['three', 'front'],
      ] as const) {
        await cluster.create(configMap(namespace, name, { labels: { tier } }), CONFIG_MAP);
      }
      const list = async (selection: object) =>
        namesOf(await cluster.list({ resource: CONFIG_MAP, namespace, ...selection })).filter(isOurs);

      assert.deepEqual(await list({}), ['one', 'three', 'two']);
      assert.deepEqual(await list({ name: 'two' }), ['two']);
      assert.deepEqual(await list({ labelSelector: 'tier=front' }), ['one', 'three']);
      assert.deepEqual(await list({ labelSelector: 'tier in (back,side)' }), ['two']);
      assert.deepEqual(await list({ keep: (object: KubernetesObject) => object.metadata.name !== 'one' }), [
        'three',
        'two',
      ]);
      const everywhere = await cluster.list({ resource: CONFIG_MAP, labelSelector: 'tier=back' });
      assert.ok(everywhere.some((object) => object.metadata.namespace === namespace));
    }),
  );

  it(
    'lists by fields, and by them together with a name',
    on(make, async ({ cluster, namespace }) => {
      const about = configMap(namespace, 'about');
      for (const [name, type] of [
        ['one', 'Warning'],
        ['two', 'Normal'],
        ['three', 'Warning'],
      ] as const) {
        await cluster.create(eventOf(about, { name, type }), EVENT);
      }
      const warnings = { resource: EVENT, namespace, fields: { type: 'Warning' } };

      assert.deepEqual(namesOf(await cluster.list(warnings)), ['one', 'three']);
      assert.deepEqual(namesOf(await cluster.list({ ...warnings, name: 'three' })), ['three']);
      assert.deepEqual(namesOf(await cluster.list({ ...warnings, name: 'two' })), []);
      const none = { ...warnings, fields: { type: 'Warning', reason: 'other,type=Normal' } };
      assert.deepEqual(namesOf(await cluster.list(none)), []);
    }),
  );

  it(
    'gives listed objects their apiVersion and kind',
    on(make, async (subject) => {
      await createConfigMap(subject, 'one');
      const { cluster, namespace } = subject;
      const [object] = await cluster.list({ resource: CONFIG_MAP, namespace, name: 'one' });
      assert.deepEqual([object?.apiVersion, object?.kind], ['v1', 'ConfigMap']);
    }),
  );

  it(
    'follows: the state at once, then after a create, a patch and a delete, until it is told to stop',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const stop = new AbortController();
      const states: string[] = [];
      const told: (() => void)[] = [];
      const selection = { resource: CONFIG_MAP, namespace, name: 'one' };
      const following = cluster.follow(
        selection,
        (objects) => {
          const state = objects.map(({ metadata }) => metadata.labels?.['tier'] ?? metadata.name).join();
          // Told twice is no fault: a watch may be resumed at any time.
          if (states.at(-1) !== state) states.push(state);
          for (const tell of told.splice(0)) tell();
        },
        stop.signal,
      );
      const seen = async (state: string) => {
        while (states.at(-1) !== state) await new Promise<void>((resolve) => told.push(resolve));
      };

      await seen('');
      const { key, uid } = await createConfigMap(subject, 'one');
      await seen('one');
      await createConfigMap(subject, 'other');
      await cluster.patch(key, { metadata: { labels: { tier: 'front' } } }, { uid });
      await seen('front');
      await cluster.delete(key, { uid });
      await seen('');
      stop.abort(new Error('enough'));
      await following;

      assert.deepEqual(states, ['', 'one', 'front', '']);
    }),
  );

  it(
    'follows only what is kept',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const keep = ({ metadata }: KubernetesObject) => metadata.labels?.['tier'] === 'front';
      const { key, uid } = await createConfigMap(subject, 'one');
      const sees = (names: string) => (objects: readonly KubernetesObject[]) => namesOf(objects).join() === names;

      await followUntil(cluster, { resource: CONFIG_MAP, namespace, keep }, sees(''));
      const arriving = followUntil(cluster, { resource: CONFIG_MAP, namespace, keep }, sees('one'));
      await cluster.patch(key, { metadata: { labels: { tier: 'front' } } }, { uid });
      await arriving;
      const leaving = followUntil(cluster, { resource: CONFIG_MAP, namespace, keep }, sees(''));
      await cluster.patch(key, { metadata: { labels: { tier: 'back' } } }, { uid });
      await leaving;
    }),
  );

  it(
    'does not follow for one who has stopped already',
    on(make, async ({ cluster, namespace }) => {
      const stopped = AbortSignal.abort(new Error('stopped'));
      let states = 0;
      await cluster.follow({ resource: POD, namespace }, () => (states += 1), stopped);
      assert.equal(states, 0);
    }),
  );

  it(
    'rejects to follow a type that is not served',
    on(make, async ({ cluster, namespace }) => {
      const { signal } = new AbortController();
      await assert.rejects(
        cluster.follow({ resource: UNSERVED, namespace }, () => undefined, signal),
        apiError('NotFound'),
      );
    }),
  );

  it(
    'says what the user may do',
    on(make, async ({ cluster, namespace }) => {
      assert.equal(await cluster.can({ verb: 'delete', resource: CLAIM, namespace }), true);
      assert.equal(await cluster.can({ verb: 'create', resource: POD, subresource: 'eviction', namespace }), true);
    }),
  );

  it(
    'says whom it takes the user for',
    on(make, async ({ cluster }) => {
      const { name, groups, isCertain } = await cluster.whoAmI();
      assert.notEqual(name, '');
      assert.ok(isCertain);
      assert.ok(groups.includes('system:authenticated'));
    }),
  );

  it(
    'knows what its user calls it',
    on(make, ({ cluster: { identity } }) => {
      for (const text of [identity.server, identity.namespace]) assert.notEqual(text, '');
      return Promise.resolve();
    }),
  );

  it(
    'reads an object again as it was created',
    on(make, async ({ cluster, namespace }) => {
      const created = await cluster.create(configMap(namespace, 'one'), CONFIG_MAP);
      idOf(created);
      assert.deepEqual(await cluster.get({ resource: CONFIG_MAP, namespace, name: 'one' }), created);
    }),
  );
}

function namesOf(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.map(({ metadata }) => metadata.name).sort();
}

/** A real cluster puts a ConfigMap of its own into every namespace. */
function isOurs(name: string): boolean {
  return name !== 'kube-root-ca.crt';
}
