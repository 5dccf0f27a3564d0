import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { connections } from '../../../../src/cluster/transport/connections.js';
import { testTransport } from '../support/test-transport.js';
import { json, startTestServer } from '../support/test-server.js';

describe('connections', () => {
  // Only time shows it: undici by itself lets go of an idle connection after 4 s, and looks every second.
  it('are used again by what comes after Pods have stopped for some seconds', async () => {
    const server = await startTestServer(undefined, { hasKeepAliveHint: false });
    const dispatcher = connections(undefined);
    try {
      server.willAnswer(json({}));
      const ask = async () => (await request(server.url, { dispatcher })).body.dump();

      await ask();
      await sleep(6_000);
      await ask();

      assert.deepEqual([server.requests.length, server.connections()], [2, 1]);
    } finally {
      await dispatcher.destroy();
      await server.close();
    }
  });

  it('are used again by what follows an answer at once', async () => {
    const server = await startTestServer();
    const transport = testTransport(server);
    try {
      server.willAnswer(json({}));
      for (let count = 0; count < 20; count++) await transport.read({ method: 'GET', path: '/' });
      assert.deepEqual([server.requests.length, server.connections()], [20, 1]);
    } finally {
      await server.close();
    }
  });
});
