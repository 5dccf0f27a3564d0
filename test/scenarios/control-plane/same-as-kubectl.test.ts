import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { CLAIM } from '../../../src/model/references.js';
import { CertificateAuthority } from '../../cluster/certificate-authority.js';
import { startConnectProxy } from '../../unit/cluster/support/connect-proxy.js';
import { kubeconfigText } from '../../unit/cluster/support/kubeconfig-text.js';
import type { PluginResult } from '../stage.js';
import { assertDone, assertExit, installVolume } from '../stories/facts.js';
import { usePlace, type Place } from './place.js';

const NAMESPACE = 'same-as-kubectl';

/** kubectl and the plugin, with the same flags, one after the other. */
async function both(place: Place, flags: readonly string[]): Promise<readonly [PluginResult, PluginResult]> {
  const theirs = await place.kubectl(['get', 'persistentvolumeclaim', 's3-pvc', '-o', 'name', ...flags]);
  const ours = await place.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--dry-run=client', ...flags]);
  return [theirs, ours];
}

function config({ cluster }: Place, more: object): string {
  return kubeconfigText({
    current: 'here',
    contexts: { here: { cluster: 'real', user: 'admin' } },
    clusters: { real: { server: cluster.server, 'certificate-authority': cluster.caFile, ...more } },
    users: { admin: { token: cluster.tokens.admin } },
  });
}

describe('beside the real kubectl', function () {
  this.timeout(60_000);
  const place = usePlace(NAMESPACE);

  before('a claim', async function () {
    this.timeout(60_000);
    await installVolume(place().stage);
  });

  it('--insecure-skip-tls-verify lets through what both refuse without it', async () => {
    const stranger = await place().write('stranger.crt', new CertificateAuthority().certificate);
    const file = await place().write('stranger', config(place(), { 'certificate-authority': stranger }));
    const flags = ['--kubeconfig', file];

    const [theirs, ours] = await both(place(), flags);
    assert.match(theirs.stderr, /certificate signed by unknown authority/);
    assertExit(ours, 5, /certificate/);
    for (const result of await both(place(), [...flags, '--insecure-skip-tls-verify'])) assertDone(result);
  });

  it('flags alone are enough, where there is no kubeconfig', async () => {
    const { cluster } = place();
    const flags = [
      '--server',
      cluster.server,
      '--token',
      cluster.tokens.admin,
      '--certificate-authority',
      cluster.caFile,
    ];
    const none = { env: { KUBECONFIG: '/no/such/file' } };
    assertDone(await place().kubectl(['get', 'persistentvolumeclaim', 's3-pvc', ...flags], none));
    assertDone(await place().plugin(['s3-pvc', '--unchanged', '--dry-run=client', ...flags], none));
  });

  it('a proxy of the kubeconfig is gone through', async () => {
    const proxy = await startConnectProxy(place().cluster.apiServerPort);
    try {
      const file = await place().write('proxied', config(place(), { 'proxy-url': proxy.url }));
      const target = new URL(place().cluster.server).host;
      for (const [index, result] of (await both(place(), ['--kubeconfig', file])).entries()) {
        assertDone(result);
        assert.ok(proxy.tunnels.length > index, 'through the proxy');
      }
      assert.deepEqual([...new Set(proxy.tunnels.map((tunnel) => tunnel.target))], [target]);
    } finally {
      await proxy.close();
    }
  });

  it('--request-timeout ends the wait for a server that says nothing, with a unit or without', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    try {
      for (const timeout of ['1s', '1']) {
        const flags = ['--server', `https://127.0.0.1:${port}`, `--request-timeout=${timeout}`];
        const [theirs, ours] = await both(place(), flags);
        assert.equal(theirs.code, 1);
        assert.match(theirs.stderr, /timeout|deadline/i);
        assertExit(ours, 5, /1 s/);
      }
      const wrong = await both(place(), ['--request-timeout=soon']);
      assert.match(wrong[0].stderr, /invalid timeout value/i);
      assertExit(wrong[1], 2, /--request-timeout "soon"/);
    } finally {
      silent.close();
    }
  });

  it('warnings of the server are shown in the same words, each once', async () => {
    const { stage } = place();
    await stage.patch(CLAIM, 's3-pvc', {
      metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': '' } },
    });
    const warned = await place().kubectl(['annotate', 'persistentvolumeclaim', 's3-pvc', 'x=y', '--dry-run=server']);
    const [warning = 'no warning'] = /^Warning: .*storage-class.*$/m.exec(warned.stderr) ?? [];
    assert.notEqual(warning, 'no warning', warned.stderr);

    const tried = await place().plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--dry-run=server']);

    assertDone(tried);
    assert.deepEqual(tried.stderr.match(/^Warning: .*$/gm), [warning]);
  });

  it('-v=6 tells each request, without a word of who asks', async () => {
    const { cluster } = place();
    for (const { code, stderr } of await both(place(), ['-v=6', '--token', cluster.tokens.admin])) {
      assert.equal(code, 0, stderr);
      assert.match(stderr, /GET.*\/persistentvolumeclaims\/s3-pvc.*200/);
      assert.ok(!stderr.includes(cluster.tokens.admin));
    }
  });
});
