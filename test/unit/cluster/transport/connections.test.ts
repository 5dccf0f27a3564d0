import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { connections } from '../../../../src/cluster/transport/connections.js';
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
});
