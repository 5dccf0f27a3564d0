import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { apiClient, type ApiClient, type WatchEvent } from './api-client.js';
import type { ControlPlane } from './control-plane.js';
import { letThrough, startFaultProxy, type FaultProxy, type Intercept } from './fault-proxy.js';
import { startControlPlane } from './start.js';
import { waitUntil } from './wait-until.js';

const MAPS = '/api/v1/namespaces/default/configmaps';

describe('the fault proxy in front of the API server', function () {
  this.timeout(60_000);
  let cluster: ControlPlane;
  let proxy: FaultProxy;
  let client: ApiClient;

  before(async function () {
    this.timeout(30 * 60_000);
    cluster = await startControlPlane({ nodes: 1 });
  });
  after(() => cluster.stop());
  beforeEach(async () => {
    proxy = await startFaultProxy(cluster);
    client = apiClient(proxy.url, await readFile(cluster.caFile, 'utf8'), cluster.tokens.admin);
  });
  afterEach(async () => {
    await client.close();
    await proxy.stop();
  });

  const isThere = async (name: string): Promise<boolean> =>
    (await cluster.api.request('GET', `${MAPS}/${name}`)).status === 200;
  const create = (name: string, path = MAPS) => client.request('POST', path, { metadata: { name } });

  it('hands requests and answers on as they are, the real kubectl’s too', async () => {
    const created = await create('plain');
    const { body } = await client.request('GET', `${MAPS}/plain`);
    const kubeconfig = await cluster.kubeconfigFor({ token: cluster.tokens.admin }, { server: proxy.url });
    const listed = await cluster.kubectl(['get', 'configmaps', '--kubeconfig', kubeconfig]);

    assert.equal(created.status, 201);
    assert.deepEqual(body, created.body);
    assert.match(listed.stdout, /^plain /m);
  });

  it('records verb, object, query and body of every request, and which of them are changes', async () => {
    await create('recorded');
    await create('tried', `${MAPS}?dryRun=All`);
    await client.request('GET', `${MAPS}?limit=5`);
    await client.request('GET', `${MAPS}/recorded`);
    await client.request('PATCH', `${MAPS}/recorded`, { data: { a: 'b' } }, 'application/merge-patch+json');
    await client.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { spec: {} });
    await client.request('POST', '/api/v1/namespaces/default/pods/none/eviction', {});
    await client.request('DELETE', `${MAPS}/recorded`);
    await client.request('GET', '/api/v1/namespaces/default');
    await client.request('GET', '/readyz');

    const seen = proxy.requests.map(({ verb, resource, name = '-', isChange }) => [verb, resource, name, isChange]);
    assert.deepEqual(seen, [
      ['create', 'configmaps', '-', true],
      ['create', 'configmaps', '-', false],
      ['list', 'configmaps', '-', false],
      ['get', 'configmaps', 'recorded', false],
      ['patch', 'configmaps', 'recorded', true],
      ['create', 'selfsubjectaccessreviews', '-', false],
      ['evict', 'pods', 'none', true],
      ['delete', 'configmaps', 'recorded', true],
      ['get', 'namespaces', 'default', false],
      ['get', '', '-', false],
    ]);
    const [first, , third] = proxy.requests;
    assert.deepEqual(first?.body, { metadata: { name: 'recorded' } });
    assert.equal(first.namespace, 'default');
    assert.equal(third?.query.get('limit'), '5');
  });

  it('answers in the API server’s place, with the headers that belong to it', async () => {
    proxy.intercept = (_request, forward) => {
      forward.answer(429, { kind: 'Status', code: 429, message: 'later' }, { 'retry-after': '1' });
    };

    assert.deepEqual(await create('refused'), { status: 429, body: { kind: 'Status', code: 429, message: 'later' } });
    assert.equal(await isThere('refused'), false);
  });

  it('cuts the connection before the API server has heard of it, or after it has done it', async () => {
    proxy.intercept = (_request, forward) => {
      forward.cut();
    };
    await assert.rejects(create('cut-before'));
    proxy.intercept = async (_request, forward) => {
      await forward.carryOut();
      forward.cut();
    };
    await assert.rejects(create('cut-after'));

    assert.equal(await isThere('cut-before'), false);
    assert.equal(await isThere('cut-after'), true, 'the change was made, only the reply was lost');
    proxy.intercept = letThrough;
    assert.equal((await create('cut-before')).status, 201, 'the next request goes through');
  });

  it('delays an answer, and stalls one without holding up others', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    proxy.intercept = async (request, forward) => {
      if (request.name === 'slow') await released;
      if (request.name !== 'stalled') await forward.letThrough();
    };
    const ended: string[] = [];
    const ask = (name: string) => client.request('GET', `${MAPS}/${name}`).then(() => ended.push(name));
    const slow = ask('slow');
    ask('stalled').catch(() => ended.push('stalled: cut'));

    await ask('quick');
    release();
    await slow;

    assert.deepEqual(ended, ['quick', 'slow'], 'and no answer yet to the stalled one');
  });

  it('streams a watch, and lets go of it when the caller does', async () => {
    const watching = new AbortController();
    const watch = client.watch(`${MAPS}?watch=true`, watching.signal);
    const first = watch.next();
    await waitUntil('the watch is asked for', () => Promise.resolve(proxy.requests.length > 0));
    await create('watched');

    assert.notEqual((await first).done, true);
    assert.equal(proxy.requests[0]?.verb, 'watch');
    watching.abort();
    await assert.rejects(untilItEnds(watch));
  });

  it('ends a watch early, plainly or with the ERROR event of one that is too old', async () => {
    const gone = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } };
    assert.deepEqual((await eventsWith((_request, forward) => forward.letWatchThroughFor(300))).at(-1)?.type, 'ADDED');
    const events = await eventsWith((_request, forward) => forward.letWatchThroughFor(300, gone));
    assert.ok(events.length > 1, 'what the server sent came before it');
    assert.deepEqual(events.at(-1), gone);
  });

  it('refuses connections for a while, those that stood included, and then is as before', async () => {
    await create('before-it');
    const back = proxy.refuseFor(300);
    // Taken by surprise, or refused: whichever, there is no answer.
    await assert.rejects(create('meanwhile'));
    await back;

    assert.equal(await isThere('meanwhile'), false);
    assert.equal((await create('meanwhile')).status, 201);
  });

  it('does not hold its stop up for what is stalled', async () => {
    const own = await startFaultProxy(cluster);
    const ownClient = apiClient(own.url, await readFile(cluster.caFile, 'utf8'), cluster.tokens.admin);
    own.intercept = () => undefined;
    const stalled = assert.rejects(ownClient.request('GET', MAPS));
    await waitUntil('it is asked', () => Promise.resolve(own.requests.length > 0));

    await own.stop();

    await stalled;
    await ownClient.close();
  });

  async function untilItEnds(watch: AsyncIterable<WatchEvent>): Promise<readonly WatchEvent[]> {
    const events: WatchEvent[] = [];
    for await (const event of watch) events.push(event);
    return events;
  }

  async function eventsWith(intercept: Intercept): Promise<readonly WatchEvent[]> {
    await create('something-to-see');
    proxy.intercept = intercept;
    const events = await untilItEnds(client.watch(`${MAPS}?watch=true`, new AbortController().signal));
    proxy.intercept = letThrough;
    return events;
  }
});
