import assert from 'node:assert/strict';
import { patchObject } from '../../../../src/cluster/objects/patch-object.js';
import { stored, volume, volumeKey } from '../support/sample-objects.js';
import { json, reset, startTestServer, type TestServer } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';

describe('patch', () => {
  let server: TestServer;
  let transport: TestTransport;
  beforeEach(async () => {
    server = await startTestServer();
    transport = testTransport(server);
  });
  afterEach(() => server.close());
  const urls = () => server.requests.map(({ method, url }) => `${method} ${url}`);
  const body = (index = 0): unknown => JSON.parse(server.requests[index]?.body ?? 'null');

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
    assert.deepEqual(urls(), ['PATCH /api/v1/persistentvolumes/s3-pv?fieldManager=kubectl-s3csi-recreate']);
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

  it('that is only tried says so, and is sent again when the reply was lost', async () => {
    server.willAnswer(reset, json(patched));
    assert.deepEqual(await patchObject(transport, volumeKey, patch, { uid: 'u1' }, { dryRun: true }), patched);
    const url = '/api/v1/persistentvolumes/s3-pv?fieldManager=kubectl-s3csi-recreate&dryRun=All';
    assert.deepEqual(urls(), [`PATCH ${url}`, `PATCH ${url}`]);
  });
});
