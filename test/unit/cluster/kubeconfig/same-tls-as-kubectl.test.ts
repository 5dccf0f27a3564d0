import assert from 'node:assert/strict';
import { parityBench } from '../support/parity-bench.js';
import { startTestServer } from '../support/test-server.js';

/** The real kubectl and the adapter are given the same files, flags and environment; the server tells what it saw of each. */
describe('TLS and plain HTTP are those of kubectl', function () {
  this.timeout(30_000);
  const { bothSee, cluster, config, server } = parityBench();

  it('knows tls-server-name and insecure-skip-tls-verify', async () => {
    const file = config('tls/config', {
      current: 'named',
      contexts: {
        named: { cluster: 'named', user: 'u' },
        insecure: { cluster: 'insecure', user: 'u' },
        other: { cluster: 'other', user: 'u' },
      },
      clusters: {
        named: cluster('named', { 'tls-server-name': 'localhost' }),
        insecure: { server: server().url, 'insecure-skip-tls-verify': true },
        other: cluster('other', { 'tls-server-name': 'elsewhere' }),
      },
      users: { u: { token: 't' } },
    });
    for (const flags of [
      {},
      { context: 'insecure' },
      { context: 'other', insecureSkipTlsVerify: true },
      { context: 'other', tlsServerName: 'localhost' },
      { context: 'other', server: server().url },
    ]) {
      const seen = await bothSee({ kubeconfig: file, ...flags });
      assert.ok('url' in seen, JSON.stringify(seen));
    }
  });

  it('sends no credentials over plain HTTP, but impersonates', async () => {
    const plain = await startTestServer();
    try {
      const file = config('http/config', {
        current: 'x',
        contexts: { x: { cluster: 'c', user: 'u' } },
        clusters: { c: { server: plain.url } },
        users: { u: { token: 'secret', as: 'bob' } },
      });
      assert.deepEqual(await bothSee({ kubeconfig: file }, {}, plain), {
        url: '/api/v1/namespaces/default/pods/probe',
        clientName: undefined,
        'impersonate-user': 'bob',
      });
      // Without a scheme it is plain HTTP too.
      await bothSee({ kubeconfig: file, server: plain.url.replace('http://', ''), token: 'typed' }, {}, plain);
    } finally {
      await plain.close();
    }
  });
});
