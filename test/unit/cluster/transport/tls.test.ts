import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import type { ConnectionFlags } from '../../../../src/model/request.js';
import type { Env } from '../../../../src/cluster/environment.js';
import { CertificateAuthority } from '../../../cluster/certificate-authority.js';
import { kubeconfigText } from '../support/kubeconfig-text.js';
import { sightOfAdapter, type Sight } from '../support/parity.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startTestServer } from '../support/test-server.js';

describe('TLS', function () {
  this.timeout(20_000);
  const folder = temporaryFolder();
  const authority = new CertificateAuthority();
  const stranger = new CertificateAuthority();
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  const ask = async (
    tls: TlsOptions | undefined,
    entries: { cluster?: object; user?: object },
    { flags = {}, env = {}, scheme = 'https' }: { flags?: ConnectionFlags; env?: Env; scheme?: string } = {},
  ): Promise<Sight> => {
    const server = await startTestServer(tls);
    try {
      const file = join(folder.path(), 'config');
      const clusters = { c: { server: `${scheme}://127.0.0.1:${server.port}`, ...entries.cluster } };
      const users = { u: entries.user ?? { token: 't' } };
      writeFileSync(
        file,
        kubeconfigText({ current: 'x', contexts: { x: { cluster: 'c', user: 'u' } }, clusters, users }),
      );
      const sight = await sightOfAdapter(server, { kubeconfig: file, ...flags }, env, folder.path());
      return 'refused' in sight
        ? { refused: String(sight.refused).replace(`127.0.0.1:${server.port}`, 'HOST') }
        : sight;
    } finally {
      await server.close();
    }
  };
  const serving = (by = authority): TlsOptions => {
    const { certificate, key } = by.issue('localhost');
    return { cert: certificate, key };
  };
  const trusting = { 'certificate-authority-data': base64(authority.certificate) };

  it('refuses a server of another authority', async () => {
    assert.deepEqual(await ask(serving(stranger), { cluster: trusting }), {
      refused:
        'the server at https://HOST has a certificate that cannot be trusted: it is signed by an unknown authority',
    });
    assert.deepEqual(await ask(serving(), {}), {
      refused:
        'the server at https://HOST has a certificate that cannot be trusted: it is signed by an unknown authority',
    });
  });

  it('checks certificates even where Node is told not to', async () => {
    const emitWarning = process.emitWarning.bind(process);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    process.emitWarning = () => undefined;
    try {
      assert.ok('refused' in (await ask(serving(stranger), { cluster: trusting })));
    } finally {
      process.emitWarning = emitWarning;
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  it('refuses a certificate for another name', async () => {
    const cluster = { ...trusting, 'tls-server-name': 'api.example.com' };
    assert.deepEqual(await ask(serving(), { cluster }), {
      refused: 'the server at https://HOST has a certificate for another name (DNS:localhost, IP Address:127.0.0.1)',
    });
  });

  it('checks the authority for a context without a user, and sends no credentials', async () => {
    const seen = await ask(serving(), { cluster: trusting, user: {} });
    assert.ok('url' in seen && !('authorization' in seen));
    assert.ok('refused' in (await ask(serving(stranger), { cluster: trusting, user: {} })));
  });

  it('says when the other side does not speak TLS', async () => {
    assert.deepEqual(await ask(undefined, { cluster: trusting }), {
      refused: 'the server at https://HOST does not speak HTTPS',
    });
  });

  it('says when the certificates of the kubeconfig are none', async () => {
    const user = { 'client-certificate-data': base64('nonsense'), 'client-key-data': base64('s3cret') };
    const seen = await ask(serving(), { cluster: trusting, user });
    assert.match(
      'refused' in seen ? String(seen.refused) : '',
      /cannot be spoken to with the certificates of the kubeconfig \(ERR_OSSL_PEM/,
    );
  });
});
