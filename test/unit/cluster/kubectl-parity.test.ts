import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { ConnectionFlags } from '../../../src/cluster/index.js';
import type { Env } from '../../../src/cluster/environment.js';
import { CertificateAuthority } from '../../cluster/certificate-authority.js';
import { kubeconfigText, type KubeconfigParts } from './support/kubeconfig-text.js';
import { sightOfAdapter, sightOfKubectl, type Sight } from './support/parity.js';
import { temporaryFolder } from './support/temporary-folder.js';
import { startTestServer, type TestServer } from './support/test-server.js';

/** The real kubectl and the adapter are given the same files, flags and environment, and the server tells what it saw of each. */
describe('the connection is the one kubectl makes', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const authority = new CertificateAuthority();
  let server: TestServer;

  before(async () => {
    const { certificate, key } = authority.issue('localhost');
    server = await startTestServer({
      cert: certificate,
      key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    });
  });
  after(() => server.close());

  const at = (...path: string[]) => join(folder.path(), ...path);
  const put = (path: string, text: string): string => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    return at(path);
  };
  const config = (path: string, parts: KubeconfigParts) => put(path, kubeconfigText(parts));
  const cluster = (name: string, more: object = {}) => ({
    server: `${server.url}/${name}`,
    'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
    ...more,
  });
  const bothSee = async (flags: ConnectionFlags, env: Env = {}): Promise<Sight> => {
    const kubectl = await sightOfKubectl(server, flags, env, folder.path());
    const adapter = await sightOfAdapter(server, flags, env, folder.path());
    assert.deepEqual(adapter, kubectl);
    return adapter;
  };

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
      { server: `${server.url}/by-flag` },
      { server: `${server.url}/by-flag/` },
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
    await bothSee({ kubeconfig: file, server: `${server.url}/s`, certificateAuthority: ca, token: 'x' });
  });

  it('works without any kubeconfig where flags name the server', async () => {
    const ca = put('none/ca.crt', authority.certificate);
    const seen = await bothSee(
      { server: server.url, certificateAuthority: ca, token: 'x' },
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
      clusters: { c: { server: server.url, 'certificate-authority': 'ca.crt' } },
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
    ]) {
      const seen = await bothSee({ kubeconfig: file, ...flags });
      assert.ok('impersonate-user' in seen, JSON.stringify(seen));
    }
  });

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
        insecure: { server: server.url, 'insecure-skip-tls-verify': true },
        other: cluster('other', { 'tls-server-name': 'elsewhere' }),
      },
      users: { u: { token: 't' } },
    });
    for (const flags of [
      {},
      { context: 'insecure' },
      { context: 'other', insecureSkipTlsVerify: true },
      { context: 'other', tlsServerName: 'localhost' },
      { context: 'other', server: server.url },
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
      const kubectl = await sightOfKubectl(plain, { kubeconfig: file }, {}, folder.path());
      const adapter = await sightOfAdapter(plain, { kubeconfig: file }, {}, folder.path());
      assert.deepEqual(adapter, kubectl);
      assert.deepEqual(adapter, {
        url: '/api/v1/namespaces/default/pods/probe',
        clientName: undefined,
        'impersonate-user': 'bob',
      });
      const bare = { kubeconfig: file, server: plain.url.replace('http://', ''), token: 'typed' };
      assert.deepEqual(
        await sightOfAdapter(plain, bare, {}, folder.path()),
        await sightOfKubectl(plain, bare, {}, folder.path()),
      );
    } finally {
      await plain.close();
    }
  });
});
