import assert from 'node:assert/strict';
import { once } from 'node:events';
import { followSelection, FOLLOW_TIMING, type FollowTiming } from '../../../../src/cluster/watch/follow.js';
import type { Selection } from '../../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../../src/model/objects.js';
import { POD } from '../../../../src/model/references.js';
import { pod } from '../support/sample-objects.js';
import { reset, stall, status } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';
import { podList, startWatchedServer, type WatchedServer } from '../support/watched-server.js';

/** The states that a follower has told of: names with versions, and a way to wait for the next. */
interface Following {
  readonly states: readonly string[];
  /** Resolves when this state has been told. */
  until(state: string): Promise<void>;
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

describe('following', () => {
  let watched: WatchedServer;
  let transport: TestTransport;
  let stopAll: AbortController;
  beforeEach(async () => {
    watched = await startWatchedServer();
    transport = testTransport(watched.server, { requestTimeoutMs: 1_000 });
    stopAll = new AbortController();
  });
  afterEach(async () => {
    stopAll.abort();
    await watched.server.close();
  });

  const follow = (selection: Partial<Selection> = {}, timing: Partial<FollowTiming> = {}): Following => {
    const states: string[] = [];
    const told = new EventTarget();
    const onState = (objects: readonly KubernetesObject[]) => {
      states.push(objects.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion ?? ''}`).join(' '));
      told.dispatchEvent(new Event('state'));
    };
    const done = followSelection(
      transport,
      { resource: POD, namespace: 'app', ...selection },
      onState,
      stopAll.signal,
      {
        ...FOLLOW_TIMING,
        ...timing,
      },
    );
    done.catch(() => undefined);
    return {
      states,
      done,
      until: async (state) => {
        while (states.at(-1) !== state)
          await Promise.race([once(told, 'state'), done.then(() => assert.fail('it ended'))]);
      },
      stop: () => {
        stopAll.abort();
        return done;
      },
    };
  };
  const added = (name: string, version: string, more = {}) => ({ type: 'ADDED', object: pod(name, version, more) });
  const modified = (name: string, version: string, more = {}) => ({
    type: 'MODIFIED',
    object: pod(name, version, more),
  });
  const deleted = (name: string, version: string) => ({ type: 'DELETED', object: pod(name, version) });
  const bookmark = (version: string) => ({
    type: 'BOOKMARK',
    object: { kind: 'Pod', metadata: { resourceVersion: version } },
  });
  const gone = {
    type: 'ERROR',
    object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' },
  };

  it('tells the present state, then every change, once per chunk', async () => {
    watched.lists = [podList('5', pod('a', '4'))];
    const following = follow();
    const watch = await watched.nextWatch();
    await watch.events(added('b', '6'), modified('a', '7'), added('c', '8'));
    await following.until('a@7 b@6 c@8');
    await watch.events(deleted('b', '9'));
    await following.until('a@7 c@8');
    await watch.events(bookmark('20'));
    await watch.events(modified('c', '21'));
    await following.until('a@7 c@21');
    assert.deepEqual(following.states, ['a@4', 'a@7 b@6 c@8', 'a@7 c@8', 'a@7 c@21']);
    const { query } = watch;
    assert.deepEqual([query.get('resourceVersion'), query.get('allowWatchBookmarks')], ['5', 'true']);
    assert.equal(query.get('timeoutSeconds'), '300');
  });

  it('puts lines and characters together that chunks cut apart', async () => {
    const following = follow({ keep: ({ spec }) => JSON.stringify(spec) === '{"städte":"Köln €"}' });
    const watch = await watched.nextWatch();
    const line = Buffer.from(`${JSON.stringify(added('a', '2', { spec: { städte: 'Köln €' } }))}\n`);
    for (const byte of line) await watch.bytes(Uint8Array.of(byte));
    await following.until('a@2');
  });

  it('keeps only what the selection keeps', async () => {
    watched.lists = [podList('1', pod('a', '1', { spec: { hold: true } }), pod('b', '1'))];
    const following = follow({ keep: ({ spec }) => JSON.stringify(spec).includes('true') });
    const watch = await watched.nextWatch();
    await watch.events(added('c', '2'));
    await watch.events(modified('b', '3', { spec: { hold: true } }));
    await following.until('a@1 b@3');
    await watch.events(modified('a', '4'));
    await following.until('b@3');
    assert.deepEqual(following.states, ['a@1', 'a@1 b@3', 'b@3']);
  });

  it('asks for one object by its name, in list and watch', async () => {
    const following = follow({ name: 'a', labelSelector: 'x=y' });
    const { query } = await watched.nextWatch();
    await following.stop();
    assert.deepEqual([query.get('fieldSelector'), query.get('labelSelector')], ['metadata.name=a', 'x=y']);
    assert.match(watched.server.requests[0]?.url ?? '', /fieldSelector=metadata.name%3Da/);
  });

  it('goes on from the last version when a watch ends, without listing anew', async () => {
    const following = follow();
    const first = await watched.nextWatch();
    await first.events(added('a', '2'), bookmark('30'));
    await following.until('a@2');
    first.end();
    const second = await watched.nextWatch();
    assert.equal(second.query.get('resourceVersion'), '30');
    await second.events(modified('a', '31'));
    await following.until('a@31');
    assert.equal(watched.listCount(), 1);
  });

  it('goes on when the connection is cut, the server is away for a while or says nothing', async () => {
    const following = follow({}, { silenceMs: 150 });
    const first = await watched.nextWatch();
    await first.events(added('a', '2'));
    await following.until('a@2');
    watched.refusals = [reset, status(500, 'InternalError'), status(429, 'TooManyRequests'), stall];
    first.cut();
    const second = await watched.nextWatch();
    assert.equal(second.query.get('resourceVersion'), '2');
    // The second one says nothing, as a dead connection does.
    const third = await watched.nextWatch();
    await second.closed;
    await third.events(modified('a', '3'));
    await following.until('a@3');
    assert.deepEqual([watched.listCount(), following.states], [1, ['', 'a@2', 'a@3']]);
  });

  for (const [how, refuse] of [
    ['an ERROR event', (watch: { events(event: object): Promise<void> }) => watch.events(gone)],
    [
      'the status of the next watch',
      (watch: { end(): void }) => {
        watched.refusals = [status(410, 'Expired')];
        watch.end();
        return Promise.resolve();
      },
    ],
  ] as const) {
    it(`lists anew after 410 as ${how}`, async () => {
      const following = follow();
      const first = await watched.nextWatch();
      await first.events(added('a', '2'));
      await following.until('a@2');
      watched.lists = [podList('50', pod('b', '40'))];
      await refuse(first);
      await following.until('b@40');
      assert.equal((await watched.nextWatch()).query.get('resourceVersion'), '50');
    });
  }

  it('does not ask without a pause for watches that end at once', async () => {
    const following = follow();
    for (let n = 0; n < 4; n++) (await watched.nextWatch()).end();
    await watched.nextWatch();
    await following.stop();
    assert.deepEqual(transport.clock.pauses, [200, 400, 800, 1_600]);
  });

  it('gives up when nothing works for too long', async () => {
    watched.lists = [status(503, 'ServiceUnavailable', 'etcd is away')];
    const following = follow({}, { patienceMs: 60_000 });
    await assert.rejects(following.done, { reason: 'ServiceUnavailable', message: 'etcd is away' });
    const waited = transport.clock.pauses.reduce((sum, ms) => sum + ms, 0);
    assert.ok(waited > 60_000 && waited < 90_000, `${waited} ms`);
  });

  it('rejects what is refused for good', async () => {
    watched.lists = [status(403, 'Forbidden', 'pods is forbidden')];
    await assert.rejects(follow().done, { reason: 'Forbidden', message: 'pods is forbidden' });
    watched.lists = [podList('1')];
    watched.refusals = [status(404, 'NotFound')];
    await assert.rejects(follow().done, { reason: 'NotFound' });
  });

  it('rejects with what onState throws', async () => {
    const failing = () => {
      throw new Error('not ours');
    };
    await assert.rejects(followSelection(transport, { resource: POD }, failing, stopAll.signal), {
      message: 'not ours',
    });
  });

  it('ends at once when it is stopped, and closes its connection', async () => {
    const following = follow();
    const watch = await watched.nextWatch();
    await watch.events(added('a', '2'));
    await following.until('a@2');
    await following.stop();
    await watch.closed;
    const before = following.states.length;
    await follow().done;
    assert.equal(following.states.length, before);
  });

  it('ends when it is stopped while the server does not answer', async () => {
    watched.lists = [stall];
    const following = follow();
    while (watched.listCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    await following.stop();
    assert.deepEqual(following.states, []);
  });
});
