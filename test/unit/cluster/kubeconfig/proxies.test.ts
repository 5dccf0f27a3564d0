import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../../../src/cluster/environment.js';
import { proxyFromEnvironment } from '../../../../src/cluster/kubeconfig/proxy-from-environment.js';
import { CertificateAuthority } from '../../../cluster/certificate-authority.js';
import { startConnectProxy, type ConnectProxy } from '../support/connect-proxy.js';
import { kubeconfigText } from '../support/kubeconfig-text.js';
import { sightOfAdapter, sightOfKubectl } from '../support/parity.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('proxies', function () {
  this.timeout(30_000);

  describe('on the way to the server', () => {
    const folder = temporaryFolder();
    const authority = new CertificateAuthority();
    let server: TestServer;
    let proxy: ConnectProxy;
    beforeEach(async () => {
      const { certificate, key } = authority.issue('localhost');
      server = await startTestServer({ cert: certificate, key });
      proxy = await startConnectProxy(server.port);
    });
    afterEach(async () => {
      await proxy.close();
      await server.close();
    });

    const kubeconfig = (cluster: object = {}) => {
      const file = join(folder.path(), 'config');
      const ca = Buffer.from(authority.certificate).toString('base64');
      const known = { 'certificate-authority-data': ca, 'tls-server-name': 'localhost' };
      const text = kubeconfigText({
        current: 'x',
        contexts: { x: { cluster: 'c', user: 'u' } },
        clusters: { c: { server: 'https://api.example.test:6443', ...known, ...cluster } },
        users: { u: { token: 't' } },
      });
      writeFileSync(file, text);
      return { kubeconfig: file };
    };
    const targets = () => new Set(proxy.tunnels.map(({ target }) => target));

    it('are taken from the environment and from proxy-url, with their password', async () => {
      const withPassword = proxy.url.replace('http://', 'http://me:pa%20ss@');
      for (const [cluster, env] of [
        [{}, { HTTPS_PROXY: proxy.url }],
        [{}, { https_proxy: proxy.url.replace('http://', '') }],
        [{ 'proxy-url': withPassword }, { HTTPS_PROXY: 'http://127.0.0.1:1' }],
      ] as [object, Env][]) {
        const flags = kubeconfig(cluster);
        const kubectl = await sightOfKubectl(server, flags, env, folder.path());
        const adapter = await sightOfAdapter(server, flags, env, folder.path());
        assert.deepEqual(adapter, kubectl);
        assert.ok('url' in adapter, JSON.stringify(adapter));
      }
      assert.deepEqual(targets(), new Set(['api.example.test:6443']));
      const basic = `Basic ${Buffer.from('me:pa ss').toString('base64')}`;
      assert.deepEqual(new Set(proxy.tunnels.map(({ authorization }) => authorization)), new Set([undefined, basic]));
    });

    it('are not used where NO_PROXY or a loopback address says so', async () => {
      const local = await sightOfAdapter(
        server,
        kubeconfig({ server: server.url }),
        { HTTPS_PROXY: proxy.url },
        folder.path(),
      );
      assert.ok('url' in local);
      assert.equal(proxy.tunnels.length, 0);
    });

    it('that refuse are named, without their password', async () => {
      proxy.refuse('407 Proxy Authentication Required');
      const env = { HTTPS_PROXY: proxy.url.replace('http://', 'http://me:s3cret@') };
      assert.deepEqual(await sightOfAdapter(server, kubeconfig(), env, folder.path()), {
        refused: 'the proxy on the way to https://api.example.test:6443 answered 407',
      });
    });
  });

  it('of the environment are read as Go reads them', () => {
    const proxied = (server: string, noProxy: string) =>
      proxyFromEnvironment(server, { HTTPS_PROXY: 'proxy:3128', NO_PROXY: noProxy }) === 'http://proxy:3128';
    for (const [server, noProxy, expected] of [
      ['https://api.example.com', '', true],
      ['https://api.example.com', 'example.com', false],
      ['https://example.com', 'example.com', false],
      ['https://example.com', '.example.com', true],
      ['https://api.example.com', ' other , *.example.com', false],
      ['https://notexample.com', 'example.com', true],
      ['https://api.example.com', 'example.com:443', false],
      ['https://api.example.com:6443', 'example.com:443', true],
      ['https://API.EXAMPLE.COM', 'Example.com', false],
      ['https://api.example.com', '*', false],
      ['https://10.1.2.3', '10.0.0.0/8', false],
      ['https://11.1.2.3', '10.0.0.0/8', true],
      ['https://10.1.2.3', '10.1.2.3', false],
      ['https://10.1.2.3:6443', '10.1.2.3:443', true],
      ['https://10.1.2.3', '2.3', true],
      ['https://[fd00::1]', 'fd00::/8', false],
      ['https://[fd00::1]', 'fd00:0::1', false],
      ['https://[fd00::1]:6443', '[fd00::1]:6443', false],
      ['https://localhost', '', false],
      ['https://127.0.0.9', '', false],
      ['https://[::1]', '', false],
    ] as const) {
      assert.equal(proxied(server, noProxy), expected, `${server} with NO_PROXY=${noProxy}`);
    }
    assert.equal(proxyFromEnvironment('http://a.test', { HTTPS_PROXY: 'x', http_proxy: 'https://y:1' }), 'https://y:1');
    assert.equal(proxyFromEnvironment('https://a.test', { HTTP_PROXY: 'x' }), undefined);
  });
});
