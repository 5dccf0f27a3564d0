import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type ConnectEnvironment } from '../../../src/cluster/index.js';
import { Failure } from '../../../src/model/errors.js';
import { POD, VOLUME } from '../../../src/model/references.js';
import { CertificateAuthority } from '../../cluster/certificate-authority.js';
import { answerAsApi } from './support/api-discovery.js';
import { instantClock } from './support/instant-clock.js';
import { kubeconfigText } from './support/kubeconfig-text.js';
import { fullEnv } from './support/parity.js';
import { volume, volumeKey } from './support/sample-objects.js';
import { temporaryFolder } from './support/temporary-folder.js';
import { json, startTestServer, status, type Respond, type TestServer } from './support/test-server.js';

describe('a connected cluster', function () {
  this.timeout(20_000);
  const folder = temporaryFolder();
  const authority = new CertificateAuthority();
  const ca = Buffer.from(authority.certificate).toString('base64');
  let server: TestServer;
  beforeEach(async () => {
    const { certificate, key } = authority.issue('localhost');
    server = await startTestServer({ cert: certificate, key });
  });
  afterEach(() => server.close());

  const connectAs = (
    user: object,
    more: { context?: object; flags?: object; environment?: Partial<ConnectEnvironment> } = {},
  ) => {
    const kubeconfig = join(folder.path(), 'config');
    const text = kubeconfigText({
      current: 'prod',
      contexts: { prod: { cluster: 'c', user: 'alice', ...more.context } },
      clusters: { c: { server: server.url, 'certificate-authority-data': ca } },
      users: { alice: user },
    });
    writeFileSync(kubeconfig, text);
    return connect(
      { kubeconfig, ...more.flags },
      {
        env: fullEnv({}, folder.path()),
        onWarning: () => undefined,
        interactive: false,
        clock: instantClock(),
        ...more.environment,
      },
    );
  };
  const authorizations = () => server.requests.map(({ headers }) => headers['authorization']);

  it('says which one it is', async () => {
    assert.deepEqual((await connectAs({ token: 't' }, { context: { namespace: 'app' } })).identity, {
      context: 'prod',
      server: server.url,
      namespace: 'app',
      user: 'alice',
    });
    const impersonating = await connectAs(
      { token: 't' },
      { flags: { as: 'bob', namespace: 'other', server: 'https://u:s3cret@host/path/' } },
    );
    assert.deepEqual(impersonating.identity, {
      context: 'prod',
      server: 'https://host/path',
      namespace: 'other',
      user: 'bob (impersonated by alice)',
    });
  });

  it('asks 20 times over the same connections', async () => {
    server.willAnswer(json(volume));
    const cluster = await connectAs({ token: 't' });
    for (let n = 0; n < 20; n++) await cluster.get(volumeKey);
    assert.deepEqual([server.requests.length, server.connections() <= 2], [20, true]);
    assert.equal(server.requests[0]?.headers['user-agent'], 'kubectl-s3csi-recreate/1');
  });

  it('reads a token file at every use, and again when the server refuses', async () => {
    const tokenFile = join(folder.path(), 'token');
    writeFileSync(tokenFile, 'one\n');
    server.willAnswer(json(volume));
    const cluster = await connectAs({ tokenFile });
    await cluster.get(volumeKey);
    writeFileSync(tokenFile, 'two\n');
    await cluster.get(volumeKey);
    const renewing: Respond = (request, response, socket) => {
      writeFileSync(tokenFile, 'three');
      return status(401, 'Unauthorized')(request, response, socket);
    };
    server.willAnswer(renewing, json(volume));
    await cluster.get(volumeKey);
    assert.deepEqual(authorizations(), ['Bearer one', 'Bearer two', 'Bearer two', 'Bearer three']);
    assert.ok(server.connections() <= 2);
    writeFileSync(tokenFile, '');
    await assert.rejects(
      cluster.get(volumeKey),
      (error: unknown) => error instanceof Failure && / is empty$/.test(error.message),
    );
  });

  it('offers the whole port', async () => {
    const warnings: string[] = [];
    const cluster = await connectAs({ token: 't' }, { environment: { onWarning: (text) => warnings.push(text) } });
    server.willAnswer(json({ metadata: { resourceVersion: '1' }, items: [] }, 200, { warning: '299 - "old API"' }));
    assert.deepEqual(await cluster.list({ resource: POD }), []);
    const controller = new AbortController();
    await cluster.follow(
      { resource: POD },
      () => {
        controller.abort();
      },
      controller.signal,
    );
    server.willAnswer(json(volume));
    assert.deepEqual(await cluster.create(volume, VOLUME), volume);
    assert.deepEqual(await cluster.patch(volumeKey, {}, { uid: 'u' }), volume);
    await cluster.delete(volumeKey, { uid: 'u' });
    await cluster.evict({ resource: POD, namespace: 'app', name: 'web' }, { uid: 'u' });
    server.willAnswer(json({ status: { allowed: false } }));
    assert.equal(await cluster.can({ verb: 'get', resource: POD }), false);
    assert.deepEqual(warnings, ['old API']);
  });

  it('lets kubectl renew a login through OpenID Connect, which keeps the new refresh token', async () => {
    const token = (name: string, expires: string) =>
      [{ alg: 'none' }, { sub: name, exp: Date.parse(expires) / 1000 }, {}]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
    const [old, fresh] = [token('alice', '2020-01-01T00:00:00Z'), token('alice', '2049-01-01T00:00:00Z')];
    const provider: Respond = (request, response, socket) => {
      const path = request.url.replace(/\?.*/, '');
      const answer = path.endsWith('openid-configuration')
        ? json({
            issuer: server.url,
            token_endpoint: `${server.url}/token`,
            authorization_endpoint: `${server.url}/a`,
            jwks_uri: `${server.url}/k`,
          })
        : path === '/token'
          ? json({ access_token: 'a', token_type: 'bearer', id_token: fresh, refresh_token: 'second' })
          : answerAsApi;
      return answer(request, response, socket);
    };
    server.willAnswer(provider);
    const config = {
      'client-id': 'id',
      'client-secret': 'x',
      'idp-issuer-url': server.url,
      'idp-certificate-authority-data': ca,
      'id-token': old,
      'refresh-token': 'first',
    };
    const cluster = await connectAs(
      { 'auth-provider': { name: 'oidc', config } },
      { environment: { clock: instantClock() } },
    );
    await cluster.get({ resource: POD, namespace: 'app', name: 'web' });
    assert.equal(authorizations().at(-1), `Bearer ${fresh}`);
    assert.match(readFileSync(join(folder.path(), 'config'), 'utf8'), /refresh-token: second/);
  });
});
