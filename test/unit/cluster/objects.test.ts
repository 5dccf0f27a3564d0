import assert from 'node:assert/strict';
import { createObject } from '../../../src/cluster/objects/create-object.js';
import { deleteObject, evictPod } from '../../../src/cluster/objects/delete-object.js';
import { getObject } from '../../../src/cluster/objects/get-object.js';
import { listObjects } from '../../../src/cluster/objects/list-objects.js';
import { patchObject } from '../../../src/cluster/objects/patch-object.js';
import { reviewAccess } from '../../../src/cluster/objects/review-access.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { POD, VOLUME } from '../../../src/model/references.js';
import { pod, podKey, stored, volume, volumeKey } from './support/sample-objects.js';
import { json, reset, startTestServer, status, type TestServer } from './support/test-server.js';
import { testTransport, type TestTransport } from './support/test-transport.js';

describe('calls on objects', () => {
  let server: TestServer;
  let transport: TestTransport;
  beforeEach(async () => {
    server = await startTestServer();
    transport = testTransport(server);
  });
  afterEach(() => server.close());

  const page = (items: readonly KubernetesObject[], next = '') =>
    json({
      kind: 'PodList',
      apiVersion: 'v1',
      metadata: { resourceVersion: '9', continue: next },
      items: items.map(withoutKind),
    });
  const withoutKind = ({ metadata, spec }: KubernetesObject) => ({ metadata, spec });
  const urls = () => server.requests.map(({ method, url }) => `${method} ${url}`);
  const body = (index = 0): unknown => JSON.parse(server.requests[index]?.body ?? 'null');
  const notFound = status(404, 'NotFound');
  const exists = status(409, 'AlreadyExists', 'persistentvolumes "s3-pv" already exists');

  describe('get and list', () => {
    it('keep every field on the way from get to create', async () => {
      server.willAnswer(json(stored(volume, 'u1')));
      const got = await getObject(transport, volumeKey);
      assert.deepEqual(got, JSON.parse(JSON.stringify(got)));
      await createObject(transport, got ?? assert.fail(), VOLUME);
      assert.deepEqual(body(1), got);
      assert.deepEqual((body(1) as typeof volume)['spec'], volume['spec']);
    });

    it('read page by page, keep what is asked for, and fill in what items leave out', async () => {
      server.willAnswer(page([pod('a', '1'), pod('b', '2')], 'more'), page([pod('c', '3')]));
      const seen: string[] = [];
      const keep = ({ metadata }: KubernetesObject) => seen.push(metadata.name) > 0 && metadata.name !== 'b';
      const { objects, resourceVersion } = await listObjects(transport, {
        resource: POD,
        namespace: 'app',
        labelSelector: 'a=b,c',
        keep,
      });
      assert.deepEqual(objects, [pod('a', '1'), pod('c', '3')]);
      assert.deepEqual([seen, resourceVersion], [['a', 'b', 'c'], '9']);
      assert.deepEqual(urls(), [
        'GET /api/v1/namespaces/app/pods?labelSelector=a%3Db%2Cc&limit=500',
        'GET /api/v1/namespaces/app/pods?labelSelector=a%3Db%2Cc&limit=500&continue=more',
      ]);
    });

    it('list anew when a page has expired, and at last in one piece', async () => {
      const expired = status(410, 'Expired', 'The provided continue parameter is too old');
      server.willAnswer(page([pod('a', '1')], 'x'), expired, page([pod('b', '1')]));
      assert.deepEqual((await listObjects(transport, { resource: POD })).objects, [pod('b', '1')]);
      server.requests.length = 0;
      server.willAnswer(page([], 'x'), expired, page([], 'x'), expired, page([], 'x'), expired, page([pod('c', '1')]));
      assert.deepEqual((await listObjects(transport, { resource: POD })).objects, [pod('c', '1')]);
      assert.equal(urls().at(-1), 'GET /api/v1/pods');
    });
  });

  describe('create', () => {
    it('is a dry run only when asked', async () => {
      server.willAnswer(json(stored(volume, 'u1'), 201));
      await createObject(transport, volume, VOLUME, { dryRun: true });
      await createObject(transport, volume, VOLUME);
      assert.deepEqual(urls(), ['POST /api/v1/persistentvolumes?dryRun=All', 'POST /api/v1/persistentvolumes']);
    });

    it('is told that the name is taken', async () => {
      server.willAnswer(exists);
      await assert.rejects(createObject(transport, volume, VOLUME), {
        reason: 'AlreadyExists',
        message: 'persistentvolumes "s3-pv" already exists',
      });
      assert.equal(server.requests.length, 1);
    });

    it('finds its own object when the reply was lost', async () => {
      const made = {
        ...stored(volume, 'u1'),
        spec: { ...(volume['spec'] as object), storageClassName: undefined, added: 'by default' },
      };
      server.willAnswer(reset, json(made));
      assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u1');
      server.willAnswer(status(503, 'ServiceUnavailable'), json(made));
      assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u1');
    });

    it('is sent once more when nothing stands there, and no more than that', async () => {
      server.willAnswer(reset, notFound, json(stored(volume, 'u2'), 201));
      assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u2');
      assert.deepEqual(
        urls().map((url) => url.split(' ')[0]),
        ['POST', 'GET', 'POST'],
      );
      server.willAnswer(reset, notFound, reset, notFound);
      await assert.rejects(createObject(transport, volume, VOLUME), { reason: 'Unreachable' });
    });

    it('finds its own object when the first request was only late', async () => {
      server.willAnswer(reset, notFound, exists, json(stored(volume, 'u3')));
      assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u3');
    });

    it('does not take an older or another object for its own', async () => {
      const older = stored(volume, 'old', { creationTimestamp: new Date(Date.now() - 60_000).toISOString() });
      const other = stored(
        { ...volume, spec: { ...(volume['spec'] as object), capacity: { storage: '1Gi' } } },
        'other',
      );
      for (const found of [older, other]) {
        server.willAnswer(reset, json(found));
        await assert.rejects(createObject(transport, volume, VOLUME), { reason: 'AlreadyExists', status: 409 });
      }
    });
  });

  describe('patch', () => {
    const patch = {
      metadata: { annotations: { a: 'b', gone: null } },
      spec: { persistentVolumeReclaimPolicy: 'Retain' },
    };
    const patched = stored({ ...volume, spec: { persistentVolumeReclaimPolicy: 'Retain' } }, 'u1', {
      annotations: { a: 'b' },
    });

    it('is a merge patch that carries its preconditions', async () => {
      server.willAnswer(json(patched));
      await patchObject(transport, volumeKey, patch, { uid: 'u1', resourceVersion: '7' });
      assert.deepEqual(body(), { ...patch, metadata: { ...patch.metadata, uid: 'u1', resourceVersion: '7' } });
      assert.equal(server.requests[0]?.headers['content-type'], 'application/merge-patch+json');
    });

    it('looks when the reply was lost', async () => {
      server.willAnswer(reset, json(patched));
      assert.deepEqual(await patchObject(transport, volumeKey, patch, { uid: 'u1' }), patched);
      server.willAnswer(reset, json(stored(volume, 'u1')), json(patched));
      assert.deepEqual(await patchObject(transport, volumeKey, patch, { uid: 'u1' }), patched);
      assert.deepEqual(
        urls().map((url) => url.split(' ')[0]),
        ['PATCH', 'GET', 'PATCH', 'GET', 'PATCH'],
      );
    });
  });

  describe('delete and evict', () => {
    const options = { uid: 'u1', resourceVersion: '7', gracePeriodSeconds: 5 };

    it('carry preconditions and grace period', async () => {
      await deleteObject(transport, volumeKey, options);
      await evictPod(transport, podKey, { uid: 'u1' });
      assert.deepEqual(urls(), [
        'DELETE /api/v1/persistentvolumes/s3-pv',
        'POST /api/v1/namespaces/app/pods/web/eviction',
      ]);
      assert.deepEqual(body(0), {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        preconditions: { uid: 'u1', resourceVersion: '7' },
        gracePeriodSeconds: 5,
      });
      assert.deepEqual(body(1), {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: 'web', namespace: 'app' },
        deleteOptions: { preconditions: { uid: 'u1' } },
      });
    });

    it('are done when there is nothing, and refused when it is another object', async () => {
      server.willAnswer(notFound);
      await deleteObject(transport, volumeKey, options);
      await evictPod(transport, podKey, options);
      server.willAnswer(status(409, 'Conflict', 'the UID in the precondition does not match'));
      await assert.rejects(deleteObject(transport, volumeKey, options), { reason: 'Conflict' });
    });

    it('are done when the reply was lost and the object is gone, going, or another', async () => {
      const going = stored(volume, 'u1', { deletionTimestamp: new Date().toISOString() });
      for (const found of [notFound, json(going), json(stored(volume, 'u2'))]) {
        server.requests.length = 0;
        server.willAnswer(reset, found);
        await deleteObject(transport, volumeKey, options);
        assert.equal(server.requests.length, 2);
      }
    });

    it('are sent once more when the reply was lost and the object stands', async () => {
      const stands = json(stored(volume, 'u1'));
      server.willAnswer(reset, stands, json({}));
      await deleteObject(transport, volumeKey, options);
      assert.deepEqual(
        urls().map((url) => url.split(' ')[0]),
        ['DELETE', 'GET', 'DELETE'],
      );
      server.willAnswer(reset, stands, reset, notFound);
      await deleteObject(transport, volumeKey, options);
      server.willAnswer(reset, stands, status(409, 'Conflict'), stands);
      await assert.rejects(deleteObject(transport, volumeKey, options), { reason: 'Conflict' });
    });

    it('hand over at once what a disruption budget says', async () => {
      const details = { causes: [{ reason: 'DisruptionBudget', message: 'needs 2 healthy pods' }] };
      server.willAnswer(
        json({ kind: 'Status', reason: 'TooManyRequests', message: 'Cannot evict pod', code: 429, details }, 429, {
          'retry-after': '10',
        }),
      );
      await assert.rejects(evictPod(transport, podKey, options), {
        reason: 'TooManyRequests',
        message: 'Cannot evict pod',
      });
      assert.equal(server.requests.length, 1);
    });
  });

  describe('can', () => {
    const review = (status: object) => json({ kind: 'SelfSubjectAccessReview', status }, 201);

    it('says what the server says', async () => {
      server.willAnswer(
        review({ allowed: true }),
        review({ allowed: false }),
        review({ allowed: false, denied: true, evaluationError: 'x' }),
      );
      const access = { verb: 'delete', resource: POD, subresource: 'eviction', namespace: 'app' };
      assert.deepEqual(
        [
          await reviewAccess(transport, access),
          await reviewAccess(transport, access),
          await reviewAccess(transport, access),
        ],
        [true, false, false],
      );
      assert.deepEqual((body() as { spec: unknown }).spec, {
        resourceAttributes: {
          verb: 'delete',
          group: '',
          version: 'v1',
          resource: 'pods',
          subresource: 'eviction',
          namespace: 'app',
        },
      });
    });

    it('is true where the server does not say, and an error where there is none', async () => {
      server.willAnswer(
        review({ allowed: false, evaluationError: 'webhook is away' }),
        status(403, 'Forbidden'),
        status(401, 'Unauthorized'),
      );
      const access = { verb: 'create', resource: VOLUME };
      assert.deepEqual([await reviewAccess(transport, access), await reviewAccess(transport, access)], [true, true]);
      await assert.rejects(reviewAccess(transport, access), { reason: 'Unauthorized' });
    });
  });
});
