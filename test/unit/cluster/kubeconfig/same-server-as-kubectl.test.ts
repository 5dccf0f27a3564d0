import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { parityBench } from '../support/parity-bench.js';

/** The real kubectl and the adapter are given the same files, flags and environment; the server tells what it saw of each. */
describe('server, context and namespace are those of kubectl', function () {
  this.timeout(30_000);
  const { at, authority, bothSee, cluster, config, put, server } = parityBench();

  it('takes the current context from the first of several files', async () => {
    const a = config('a/config', {
      current: 'one',
      contexts: { one: { cluster: 'c', user: 'u', namespace: 'first' } },
      clusters: { c: cluster('a') },
      users: { u: { token: 'token-a' } },
    });
    const b = config('b/config', {
      current: 'two',
      contexts: { two: { cluster: 'c', user: 'u', namespace: 'second' } },
      clusters: { c: cluster('b') },
      users: { u: { token: 'token-b' } },
    });
    const seen = await bothSee({}, { KUBECONFIG: [a, at('missing'), '', b].join(delimiter) });
    assert.deepEqual(seen, {
      url: '/a/api/v1/namespaces/first/pods/probe',
      clientName: undefined,
      authorization: 'Bearer token-a',
    });
    assert.deepEqual(await bothSee({}, { KUBECONFIG: [b, a].join(delimiter) }), {
      url: '/b/api/v1/namespaces/second/pods/probe',
      clientName: undefined,
      authorization: 'Bearer token-b',
    });
    assert.deepEqual(await bothSee({ context: 'two' }, { KUBECONFIG: [a, b].join(delimiter) }), {
      url: '/a/api/v1/namespaces/second/pods/probe',
      clientName: undefined,
      authorization: 'Bearer token-a',
    });
  });

  it('reads ~/.kube/config when nothing names another', async () => {
    config('.kube/config', {
      current: 'home',
      contexts: { home: { cluster: 'c', user: 'u' } },
      clusters: { c: cluster('home') },
      users: { u: { token: 'at-home' } },
    });
    const seen = await bothSee({});
    assert.ok('url' in seen && seen['url'] === '/home/api/v1/namespaces/default/pods/probe');
    await bothSee({ kubeconfig: at('a/config') }, { KUBECONFIG: at('b/config') });
  });

  it('combines --context, --cluster, --user, --namespace, --server and --token', async () => {
    const file = config('flags/config', {
      current: 'one',
      contexts: { one: { cluster: 'c1', user: 'u1', namespace: 'n1' }, two: { cluster: 'c2', user: 'u2' } },
      clusters: { c1: cluster('c1'), c2: cluster('c2') },
      users: { u1: { token: 't1' }, u2: { token: 't2' } },
    });
    for (const flags of [
      { context: 'two' },
      { cluster: 'c2' },
      { user: 'u2' },
      { cluster: 'c2', user: 'u2', namespace: 'other' },
      { server: `${server().url}/by-flag` },
      { server: `${server().url}/by-flag/` },
      { token: 'by-flag' },
      { context: '', cluster: '' },
    ]) {
      const seen = await bothSee({ kubeconfig: file, ...flags });
      assert.ok('url' in seen, JSON.stringify(seen));
    }
  });

  it('needs no current context where flags name cluster and user', async () => {
    const file = config('no-context/config', { clusters: { c: cluster('c') }, users: { u: { token: 't' } } });
    const seen = await bothSee({ kubeconfig: file, cluster: 'c', user: 'u' });
    assert.ok('url' in seen && seen['url'] === '/c/api/v1/namespaces/default/pods/probe');
    const ca = put('no-context/ca.crt', authority.certificate);
    await bothSee({ kubeconfig: file, server: `${server().url}/s`, certificateAuthority: ca, token: 'x' });
  });

  it('works without any kubeconfig where flags name the server', async () => {
    const ca = put('none/ca.crt', authority.certificate);
    const seen = await bothSee(
      { server: server().url, certificateAuthority: ca, token: 'x' },
      { KUBECONFIG: at('nowhere') },
    );
    assert.ok('authorization' in seen);
  });

  it('reads relative paths from the folder of the file that names them', async () => {
    const client = authority.issue('relative-client');
    put('rel/b/ca.crt', authority.certificate);
    put('rel/b/client.crt', client.certificate);
    put('rel/b/client.key', client.key);
    put('rel/b/token', 'from-file\n');
    const b = config('rel/b/config', {
      contexts: { cert: { cluster: 'c', user: 'cert' }, file: { cluster: 'c', user: 'file' } },
      clusters: { c: { server: server().url, 'certificate-authority': 'ca.crt' } },
      users: {
        cert: { 'client-certificate': 'client.crt', 'client-key': './client.key' },
        file: { tokenFile: '../b/token' },
      },
    });
    const a = config('rel/a/config', { current: 'cert', users: { other: { tokenFile: 'token' } } });
    const list = { KUBECONFIG: [a, b].join(delimiter) };
    assert.deepEqual(await bothSee({}, list), {
      url: '/api/v1/namespaces/default/pods/probe',
      clientName: 'relative-client',
    });
    const seen = await bothSee({ context: 'file' }, list);
    assert.ok('authorization' in seen && seen['authorization'] === 'Bearer from-file');
    await bothSee({ context: 'file', kubeconfig: b });
  });
});
