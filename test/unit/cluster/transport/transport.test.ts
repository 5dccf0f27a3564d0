import assert from 'node:assert/strict';
import { getObject } from '../../../../src/cluster/objects/get-object.js';
import { ApiError } from '../../../../src/model/errors.js';
import { podKey, volume, volumeKey } from '../support/sample-objects.js';
import { json, reset, stall, startTestServer, status, type Respond, type TestServer } from '../support/test-server.js';
import { testTransport } from '../support/test-transport.js';

describe('the transport', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.close());

  const text =
    (code: number, body: string, type = 'text/html'): Respond =>
    (_request, response) => {
      response.writeHead(code, { 'content-type': type }).end(body);
    };
  const errorOf = async (work: Promise<unknown>): Promise<ApiError> => {
    const error: unknown = await work.then(
      () => assert.fail('it should have failed'),
      (reason: unknown) => reason,
    );
    return error instanceof ApiError ? error : assert.fail(String(error));
  };

  it('uses connections again', async () => {
    server.willAnswer(json(volume));
    const transport = testTransport(server);
    for (let n = 0; n < 20; n++) await getObject(transport, volumeKey);
    assert.equal(server.requests.length, 20);
    // undici opens a second one when a request follows the last answer at once.
    assert.ok(server.connections() <= 2, `${server.connections()} connections`);
  });

  it('waits as long as a 429 asks', async () => {
    server.willAnswer(status(429, 'TooManyRequests', 'slow down', { 'retry-after': '3' }), json(volume));
    const transport = testTransport(server);
    assert.deepEqual(await getObject(transport, volumeKey), volume);
    assert.deepEqual(transport.clock.pauses, [3_000]);
  });

  it('reads again after 500, 502, 503, 504 and a connection that was cut', async () => {
    server.willAnswer(
      status(500, 'InternalError'),
      text(502, 'x'),
      reset,
      status(503, ''),
      status(504, 'Timeout'),
      json(volume),
    );
    const transport = testTransport(server);
    assert.deepEqual(await getObject(transport, volumeKey), volume);
    assert.deepEqual(transport.clock.pauses, [200, 400, 800, 1_600, 3_200]);
  });

  it('tells of every attempt, without a header or a body', async () => {
    server.willAnswer(status(503, 'ServiceUnavailable'), reset, json(volume));
    const transport = testTransport(server);
    await getObject(transport, volumeKey);
    const line = `GET ${server.url}/api/v1/persistentvolumes/${volumeKey.name}`;
    const [first, second, third] = transport.told.map((each) => each.replace(/ in \d+ ms$/, ''));
    assert.deepEqual([first, third], [`${line} 503`, `${line} 200`]);
    assert.match(second ?? '', /connection/);
    assert.equal(transport.told.length, 3);
  });

  it('gives up after a few tries, in the words of the server', async () => {
    server.willAnswer(status(503, 'ServiceUnavailable', 'etcd is away'));
    const error = await errorOf(getObject(testTransport(server), volumeKey));
    assert.deepEqual([error.reason, error.status, error.message], ['ServiceUnavailable', 503, 'etcd is away']);
    assert.equal(server.requests.length, 6);
  });

  it('repeats a change only where the server has not begun with it', async () => {
    const change = { method: 'POST', path: '/x', body: {} } as const;
    server.willAnswer(status(429, 'TooManyRequests'), json({ done: true }));
    assert.deepEqual((await testTransport(server).write(change)).body, { done: true });
    server.willAnswer(status(503, 'ServiceUnavailable'), json({}));
    await assert.rejects(testTransport(server).write(change), { reason: 'ServiceUnavailable' });
    server.willAnswer(reset, json({}));
    await assert.rejects(testTransport(server).write(change), { reason: 'Unreachable' });
    assert.equal(server.requests.length, 4);
  });

  it('does not repeat what is refused for good', async () => {
    for (const [code, reason] of [
      [403, 'Forbidden'],
      [409, 'AlreadyExists'],
      [422, 'Invalid'],
    ] as const) {
      server.willAnswer(status(code, reason, `it is ${reason}`));
      const error = await errorOf(testTransport(server).read({ method: 'GET', path: '/x' }));
      assert.deepEqual([error.reason, error.status, error.message], [reason, code, `it is ${reason}`]);
    }
    assert.equal(server.requests.length, 3);
  });

  it('says that nobody listens', async () => {
    await server.close();
    const transport = testTransport(server);
    const error = await errorOf(getObject(transport, volumeKey));
    assert.equal(error.reason, 'Unreachable');
    assert.equal(error.message, `the server at ${server.url} did not answer: connection refused`);
    assert.ok(error.hint);
    assert.equal(transport.clock.pauses.length, 5);
  });

  it('does not wait longer than the request timeout, for the head or the rest', async () => {
    server.willAnswer(stall);
    const transport = testTransport(server, { requestTimeoutMs: 40 });
    const error = await errorOf(getObject(transport, volumeKey));
    assert.deepEqual(
      [error.reason, error.message],
      ['RequestTimeout', `the server at ${server.url} did not answer within 0.04 s`],
    );
    assert.equal(server.requests.length, 2);
    server.willAnswer((_request, response) => void response.writeHead(200).write('{"half":'));
    assert.equal((await errorOf(getObject(transport, volumeKey))).reason, 'RequestTimeout');
  });

  it('tells each warning once', async () => {
    const header = ['299 - "first \\"quoted\\""', '299 - "second", 299 - "third"', '199 - "not for users"'];
    server.willAnswer(json(volume, 200, { warning: header }));
    const transport = testTransport(server);
    await getObject(transport, volumeKey);
    await getObject(transport, volumeKey);
    assert.deepEqual(transport.warnings, ['first "quoted"', 'second', 'third']);
  });

  it('takes one sentence from an error page', async () => {
    server.willAnswer(
      text(403, '<html><head><title>x</title></head><body><h1>Access denied.</h1> <p>Ticket 7</p></body></html>'),
    );
    const error = await errorOf(getObject(testTransport(server), volumeKey));
    assert.equal(error.reason, 'Forbidden');
    assert.equal(error.message, `the server at ${server.url} answered 403: Access denied.`);
    server.willAnswer(text(400, 'word '.repeat(1_000), 'text/plain'));
    assert.ok((await errorOf(getObject(testTransport(server), volumeKey))).message.length < 250);
  });

  it('believes "not found" only of an API server', async () => {
    server.willAnswer(status(404, 'NotFound', 'pods "web" not found'));
    assert.equal(await getObject(testTransport(server), podKey), undefined);
    server.willAnswer(text(404, '404 page not found\n', 'text/plain'));
    assert.equal(await getObject(testTransport(server), podKey), undefined);
    server.willAnswer(text(404, '<h1>No such site</h1>'));
    assert.equal((await errorOf(getObject(testTransport(server), podKey))).reason, 'UnexpectedAnswer');
    server.willAnswer(text(200, '<h1>Please log in</h1>'));
    const error = await errorOf(getObject(testTransport(server), podKey));
    assert.equal(error.message, `the server at ${server.url} answered 200, but not in JSON: Please log in`);
    server.willAnswer((_request, response) => void response.writeHead(302, { location: 'https://login' }).end());
    assert.equal((await errorOf(getObject(testTransport(server), podKey))).reason, 'UnexpectedAnswer');
  });
});
