import assert from 'node:assert/strict';
import { parityBench } from '../support/parity-bench.js';

/** The real kubectl and the adapter are given the same files, flags and environment; the server tells what it saw of each. */
describe('credentials and impersonation are those of kubectl', function () {
  this.timeout(30_000);
  const { authority, bothSee, cluster, config, put } = parityBench();

  it('gives a token file precedence over a token, in the kubeconfig and on the command line', async () => {
    put('tf/token', 'from-file');
    const file = config('tf/config', {
      current: 'x',
      contexts: { x: { cluster: 'c', user: 'u' }, y: { cluster: 'c', user: 'lost' } },
      clusters: { c: cluster('c') },
      users: { u: { tokenFile: 'token', token: 'beside' }, lost: { tokenFile: 'gone', token: 'beside' } },
    });
    await bothSee({ kubeconfig: file });
    await bothSee({ kubeconfig: file, token: 'typed' });
    await bothSee({ kubeconfig: file, context: 'y' });
  });

  it('sends basic authentication, client certificates, and a token beside a certificate', async () => {
    const client = authority.issue('flag-client');
    const cert = put('auth/client.crt', client.certificate);
    const key = put('auth/client.key', client.key);
    const data = (text: string) => Buffer.from(text).toString('base64');
    const other = authority.issue('data-client');
    const file = config('auth/config', {
      current: 'basic',
      contexts: {
        basic: { cluster: 'c', user: 'basic' },
        data: { cluster: 'c', user: 'data' },
        both: { cluster: 'c', user: 'both' },
      },
      clusters: { c: cluster('c') },
      users: {
        basic: { username: 'alice', password: 'wonder:land' },
        data: { 'client-certificate-data': data(other.certificate), 'client-key-data': data(other.key) },
        both: { 'client-certificate-data': data(other.certificate), 'client-key-data': data(other.key), token: 'tb' },
      },
    });
    const seen = [
      await bothSee({ kubeconfig: file }),
      await bothSee({ kubeconfig: file, context: 'data' }),
      await bothSee({ kubeconfig: file, context: 'both' }),
      await bothSee({ kubeconfig: file, context: 'data', clientCertificate: cert, clientKey: key }),
    ];
    assert.deepEqual(
      seen.map((sight) => 'clientName' in sight && sight['clientName']),
      [undefined, 'data-client', 'data-client', 'flag-client'],
    );
  });

  it('impersonates by flags and by the kubeconfig', async () => {
    const file = config('as/config', {
      current: 'plain',
      contexts: { plain: { cluster: 'c', user: 'plain' }, as: { cluster: 'c', user: 'as' } },
      clusters: { c: cluster('c') },
      users: {
        plain: { token: 't' },
        as: {
          token: 't',
          as: 'bob',
          'as-uid': '7',
          'as-groups': ['g1', 'g2'],
          'as-user-extra': { 'a/b C': ['1', '2'], d: ['3'] },
        },
      },
    });
    for (const flags of [
      { as: 'eve' },
      { as: 'eve', asGroup: ['x', 'y'], asUid: '1' },
      { context: 'as' },
      { context: 'as', as: 'eve' },
      { context: 'as', asGroup: ['z'] },
      { as: 'eve', asUserExtra: ['a/b C=x=y', 'a/b C=z', 'e='] },
      { context: 'as', asUserExtra: ['d=9'] },
    ]) {
      const seen = await bothSee({ kubeconfig: file, ...flags });
      assert.ok('impersonate-user' in seen, JSON.stringify(seen));
    }
  });
});
