import assert from 'node:assert/strict';
import { keyOf, POD } from '../../src/model/references.js';
import { pod } from '../support/manifests/pod.js';
import {
  apiError,
  CONFIG_MAP,
  configMap,
  createConfigMap,
  followUntil,
  idOf,
  type Make,
  on,
  read,
} from './contract-story.js';

const HOLD = 'test.s3csi-recreate/hold';

export function removalContract(make: Make): void {
  it(
    'deletes what has the right uid and resourceVersion',
    on(make, async (subject) => {
      const { key, ...preconditions } = await createConfigMap(subject, 'one');
      await subject.cluster.delete(key, preconditions);
      assert.equal(await subject.cluster.get(key), undefined);
    }),
  );

  it(
    'answers Conflict where the uid or the resourceVersion is another, and deletes nothing',
    on(make, async (subject) => {
      const { cluster } = subject;
      const { key, uid, resourceVersion } = await createConfigMap(subject, 'one');
      await cluster.patch(key, { data: { colour: 'red' } }, { uid });

      await assert.rejects(
        cluster.delete(key, { uid: 'not-this-one' }),
        apiError('Conflict', /the UID in the precondition \(not-this-one\) does not match the UID in record \(.+\)/),
      );
      await assert.rejects(
        cluster.delete(key, { uid, resourceVersion }),
        apiError(
          'Conflict',
          /the ResourceVersion in the precondition \(\d+\) does not match the ResourceVersion in record \(\d+\)/,
        ),
      );

      assert.equal(idOf(await read(subject, key)).uid, uid);
    }),
  );

  it(
    'counts the deletion of what is not there as done',
    on(make, async (subject) => {
      const { key, uid } = await createConfigMap(subject, 'one');
      await subject.cluster.delete(key, { uid });
      await subject.cluster.delete(key, { uid });
    }),
  );

  it(
    'leaves an object with a finalizer Terminating until the finalizer goes',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const created = await cluster.create(configMap(namespace, 'one', { finalizers: [HOLD] }), CONFIG_MAP);
      const key = keyOf(CONFIG_MAP, created);
      const { uid } = idOf(created);

      await cluster.delete(key, { uid });
      const { deletionTimestamp } = (await read(subject, key)).metadata;
      assert.ok(deletionTimestamp);
      await cluster.patch(key, { metadata: { deletionTimestamp: null } }, { uid }).catch(() => undefined);
      assert.equal((await read(subject, key)).metadata.deletionTimestamp, deletionTimestamp, 'it cannot be taken back');
      await cluster.patch(key, { metadata: { finalizers: null } }, { uid });

      assert.equal(await cluster.get(key), undefined);
    }),
  );

  it(
    'evicts the Pod of the right uid only',
    on(make, async ({ cluster, namespace }) => {
      const waiting = pod({ name: 'one', namespace, claims: [], schedulerName: 'nobody' });
      const created = await cluster.create(waiting, POD);
      const key = keyOf(POD, created);

      await assert.rejects(cluster.evict(key, { uid: 'not-this-one' }), apiError('Conflict'));
      assert.ok(await cluster.get(key));
      await cluster.evict(key, { uid: idOf(created).uid });

      await followUntil(cluster, { resource: POD, namespace, name: 'one' }, (pods) => pods.length === 0);
    }),
  );

  it(
    'tries a deletion without carrying it out, and still holds it to its preconditions',
    on(make, async (subject) => {
      const { cluster } = subject;
      const { key, uid, resourceVersion } = await createConfigMap(subject, 'one');

      await cluster.delete(key, { uid, resourceVersion, dryRun: true });

      const otherVersion = cluster.delete(key, { uid, resourceVersion: '1', dryRun: true });
      await assert.rejects(otherVersion, apiError('Conflict', /does not match the ResourceVersion in record/));
      const otherUid = cluster.delete(key, { uid: 'not-this-one', dryRun: true });
      await assert.rejects(otherUid, apiError('Conflict', /does not match the UID in record/));
      assert.deepEqual(idOf(await read(subject, key)), { uid, resourceVersion });
    }),
  );

  it(
    'tries an eviction without carrying it out',
    on(make, async (subject) => {
      const { cluster, namespace } = subject;
      const waiting = pod({ name: 'one', namespace, claims: [], schedulerName: 'nobody' });
      const created = await cluster.create(waiting, POD);
      const key = keyOf(POD, created);

      await cluster.evict(key, { uid: idOf(created).uid, dryRun: true });
      await assert.rejects(cluster.evict(key, { uid: 'not-this-one', dryRun: true }), apiError('Conflict'));

      const { metadata } = await read(subject, key);
      assert.equal(metadata.uid, idOf(created).uid);
      assert.equal(metadata.deletionTimestamp, undefined);
    }),
  );
}
