import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { createObject } from '../../../../src/cluster/objects/create-object.js';
import { getObject } from '../../../../src/cluster/objects/get-object.js';
import { listObjects } from '../../../../src/cluster/objects/list-objects.js';
import { ApiError } from '../../../../src/model/errors.js';
import type { KubernetesObject } from '../../../../src/model/objects.js';
import { POD, VOLUME } from '../../../../src/model/references.js';
import { pod, stored, volume, volumeKey } from '../support/sample-objects.js';
import { json, startTestServer, status, type TestServer } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';

describe('get and list', () => {
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
      'GET /api/v1/namespaces/app/pods?labelSelector=a%3Db%2Cc&limit=250',
      'GET /api/v1/namespaces/app/pods?labelSelector=a%3Db%2Cc&limit=250&continue=more',
    ]);
  });

  it('leaves a page unread that has none of the words, and goes on after it', async () => {
    server.willAnswer(page([pod('a', '1'), pod('b', '2')], 'more'), page([pod('c', '3')]));
    const seen: string[] = [];
    const keep = ({ metadata }: KubernetesObject) => seen.push(metadata.name) > 0;
    const { objects } = await listObjects(transport, { resource: POD, words: ['"c"'], keep });
    assert.deepEqual([objects, seen], [[pod('c', '3')], ['c']]);
  });

  it('has memory freed each time that some megabytes were read, of one list or of many', async () => {
    const large = page([{ ...pod('a', '1'), spec: { text: 'x'.repeat(1024 * 1024) } }], 'more');
    server.willAnswer(large, large, large, page([]));
    await listObjects(transport, { resource: POD, words: ['"c"'] });
    assert.equal(transport.timesFreed(), 0);

    server.willAnswer(large, large, large, page([]));
    await listObjects(transport, { resource: POD });
    assert.equal(transport.timesFreed(), 1);
  });

  it('takes answers packed, and reads what is not', async () => {
    const text = JSON.stringify({ metadata: { resourceVersion: '9' }, items: [withoutKind(pod('a', '1'))] });
    server.willAnswer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync(text));
    });
    assert.deepEqual((await listObjects(transport, { resource: POD })).objects, [pod('a', '1')]);
    assert.equal(server.requests[0]?.headers['accept-encoding'], 'gzip');
    server.willAnswer(page([pod('b', '1')]));
    assert.deepEqual((await listObjects(transport, { resource: POD })).objects, [pod('b', '1')]);
  });

  it('reads what is only called packed, and says so where it is no JSON', async () => {
    server.willAnswer(json({ metadata: {}, items: [] }, 200, { 'content-encoding': 'gzip' }));
    assert.deepEqual((await listObjects(transport, { resource: POD })).objects, []);
    const cut = gzipSync(JSON.stringify({ items: [] })).subarray(0, 12);
    server.willAnswer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(cut);
    });
    await assert.rejects(
      listObjects(transport, { resource: POD }),
      (error: unknown) => error instanceof ApiError && error.reason === 'UnexpectedAnswer',
    );
  });

  it('asks for fields beside the name, and no value can begin another term', async () => {
    server.willAnswer(page([]));
    const fields = { 'spec.nodeName': 'a,type=b\\' };
    await listObjects(transport, { resource: POD, name: 'one', fields });
    const { searchParams } = new URL(urls()[0]?.replace('GET ', 'http://x') ?? '');
    assert.equal(searchParams.get('fieldSelector'), 'metadata.name=one,spec.nodeName=a\\,type\\=b\\\\');
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
