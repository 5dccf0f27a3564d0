import assert from 'node:assert/strict';
import { deleteObject, evictPod } from '../../../../src/cluster/objects/delete-object.js';
import { podKey, stored, volume, volumeKey } from '../support/sample-objects.js';
import { json, reset, startTestServer, status, type TestServer } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';

describe('delete and evict', () => {
  let server: TestServer;
  let transport: TestTransport;
  beforeEach(async () => {
    server = await startTestServer();
    transport = testTransport(server);
  });
  afterEach(() => server.close());
  const urls = () => server.requests.map(({ method, url }) => `${method} ${url}`);
  const body = (index = 0): unknown => JSON.parse(server.requests[index]?.body ?? 'null');
  const notFound = status(404, 'NotFound');

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

  it('are sent again when the reply was lost and the object stands', async () => {
    const stands = json(stored(volume, 'u1'));
    server.willAnswer(reset, stands, json({}));
    await deleteObject(transport, volumeKey, options);
    assert.deepEqual(
      urls().map((url) => url.split(' ')[0]),
      ['DELETE', 'GET', 'DELETE'],
    );
    server.willAnswer(reset, stands, reset, stands, reset, notFound);
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

  it('that are only tried say so in their body, and are sent again when the reply was lost', async () => {
    server.willAnswer(reset, json({}), json({}));
    await deleteObject(transport, volumeKey, { uid: 'u1', dryRun: true });
    await evictPod(transport, podKey, { uid: 'u1', dryRun: true });
    assert.equal(server.requests.length, 3);
    assert.deepEqual((body(1) as { dryRun: unknown }).dryRun, ['All']);
    assert.deepEqual((body(2) as { deleteOptions: unknown }).deleteOptions, {
      preconditions: { uid: 'u1' },
      dryRun: ['All'],
    });
  });
});
