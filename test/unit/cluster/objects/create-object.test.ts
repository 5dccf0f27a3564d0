import assert from 'node:assert/strict';
import { createObject } from '../../../../src/cluster/objects/create-object.js';
import { VOLUME } from '../../../../src/model/references.js';
import { stored, volume } from '../support/sample-objects.js';
import { json, reset, startTestServer, status, type TestServer } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';

describe('create', () => {
  let server: TestServer;
  let transport: TestTransport;
  beforeEach(async () => {
    server = await startTestServer();
    transport = testTransport(server);
  });
  afterEach(() => server.close());
  const urls = () => server.requests.map(({ method, url }) => `${method} ${url}`);
  const notFound = status(404, 'NotFound');
  const madeBy = (manager: string) => ({ managedFields: [{ manager, operation: 'Update' }] });
  const ours = madeBy('kubectl-s3csi-recreate');
  const exists = status(409, 'AlreadyExists', 'persistentvolumes "s3-pv" already exists');

  it('is a dry run only when asked', async () => {
    server.willAnswer(json(stored(volume, 'u1'), 201));
    await createObject(transport, volume, VOLUME, { dryRun: true });
    await createObject(transport, volume, VOLUME);
    assert.deepEqual(urls(), [
      'POST /api/v1/persistentvolumes?dryRun=All&fieldManager=kubectl-s3csi-recreate',
      'POST /api/v1/persistentvolumes?fieldManager=kubectl-s3csi-recreate',
    ]);
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
      ...stored(volume, 'u1', ours),
      spec: { ...(volume['spec'] as object), storageClassName: undefined, added: 'by default' },
    };
    server.willAnswer(reset, json(made));
    assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u1');
    server.willAnswer(status(503, 'ServiceUnavailable'), json(made));
    assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u1');
  });

  it('is sent again when nothing stands there, a few times', async () => {
    server.willAnswer(reset, notFound, json(stored(volume, 'u2'), 201));
    assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u2');
    assert.deepEqual(
      urls().map((url) => url.split(' ')[0]),
      ['POST', 'GET', 'POST'],
    );
    const lost = [reset, notFound];
    server.willAnswer(...lost, ...lost, ...lost, json(stored(volume, 'u3'), 201));
    assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u3');
    server.willAnswer(...lost, ...lost, ...lost, ...lost, ...lost, ...lost);
    await assert.rejects(createObject(transport, volume, VOLUME), { reason: 'Unreachable' });
  });

  it('finds its own object when the first request was only late', async () => {
    server.willAnswer(reset, notFound, exists, json(stored(volume, 'u3', ours)));
    assert.equal((await createObject(transport, volume, VOLUME)).metadata.uid, 'u3');
  });

  it('does not take an older one, another, or what somebody else has made for its own', async () => {
    const creationTimestamp = new Date(Date.now() - 60_000).toISOString();
    const older = stored(volume, 'old', { ...ours, creationTimestamp });
    const spec = { ...(volume['spec'] as object), capacity: { storage: '1Gi' } };
    const other = stored({ ...volume, spec }, 'other', ours);
    const theirs = stored(volume, 'theirs', madeBy('kubectl-create'));
    for (const found of [older, other, theirs]) {
      server.willAnswer(reset, json(found));
      await assert.rejects(createObject(transport, volume, VOLUME), { reason: 'AlreadyExists', status: 409 });
    }
  });
});
