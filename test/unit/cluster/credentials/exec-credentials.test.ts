import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type ConnectEnvironment } from '../../../../src/cluster/index.js';
import type { Cluster } from '../../../../src/model/cluster.js';
import { ApiError, Failure } from '../../../../src/model/errors.js';
import { POD } from '../../../../src/model/references.js';
import { CertificateAuthority } from '../../../cluster/certificate-authority.js';
import { answerAsApi } from '../support/api-discovery.js';
import { credentialPlugin, type CredentialPlugin } from '../support/credential-plugin.js';
import { instantClock } from '../support/instant-clock.js';
import { kubeconfigText } from '../support/kubeconfig-text.js';
import { fullEnv, sightOfAdapter, sightOfKubectl } from '../support/parity.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startTestServer, status, type TestServer } from '../support/test-server.js';

const V1 = 'client.authentication.k8s.io/v1';

describe('credential plugins', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const authority = new CertificateAuthority();
  let server: TestServer;
  let plugin: CredentialPlugin;
  let count = 0;

  beforeEach(async () => {
    const { certificate, key } = authority.issue('localhost');
    const ca = authority.certificate;
    server = await startTestServer({ cert: certificate, key, ca, requestCert: true, rejectUnauthorized: false });
    server.willAnswer(answerAsApi);
    plugin = credentialPlugin(join(folder.path(), `plugin-${++count}`));
    plugin.gives({ token: 'from-plugin' });
  });
  afterEach(() => server.close());

  const kubeconfig = (exec: object, cluster: object = {}) => {
    const file = join(folder.path(), `config-${count}`);
    const ca = Buffer.from(authority.certificate).toString('base64');
    const text = kubeconfigText({
      current: 'x',
      contexts: { x: { cluster: 'c', user: 'u' } },
      clusters: { c: { server: server.url, 'certificate-authority-data': ca, ...cluster } },
      users: { u: { exec: { apiVersion: V1, command: plugin.command, interactiveMode: 'Never', ...exec } } },
    });
    writeFileSync(file, text);
    return file;
  };
  const connectWith = (exec: object = {}, environment: Partial<ConnectEnvironment> = {}): Promise<Cluster> =>
    connect(
      { kubeconfig: kubeconfig(exec) },
      {
        env: fullEnv({}, folder.path()),
        onWarning: () => undefined,
        interactive: false,
        clock: instantClock(),
        ...environment,
      },
    );
  const probe = (cluster: Cluster) => cluster.get({ resource: POD, namespace: 'default', name: 'probe' });
  const failureOf = async (exec: object): Promise<Failure> => {
    const cluster = await connectWith(exec);
    return probe(cluster).then(
      () => assert.fail('it should have failed'),
      (error: unknown) => (error instanceof Failure ? error : assert.fail(String(error))),
    );
  };
  const tokens = () => server.requests.map(({ headers }) => headers['authorization']);

  it('are told what kubectl tells them', async () => {
    const exec = {
      command: `./plugin-${count}/plugin.sh`,
      args: ['get-token', '--flag'],
      env: [{ name: 'PLUGIN_TEST', value: 'set' }],
      provideClusterInfo: true,
      interactiveMode: 'IfAvailable',
    };
    const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }];
    const file = kubeconfig(exec, { extensions, 'tls-server-name': 'localhost' });
    const toKubectl = await sightOfKubectl(server, { kubeconfig: file }, {}, folder.path());
    const [infoOfKubectl, callOfKubectl] = [plugin.lastInfo(), plugin.lastCall()];
    const toAdapter = await sightOfAdapter(server, { kubeconfig: file }, {}, folder.path());
    assert.deepEqual(toAdapter, toKubectl);
    assert.deepEqual(plugin.lastInfo(), infoOfKubectl);
    assert.deepEqual([plugin.lastCall(), callOfKubectl], ['get-token --flag set', 'get-token --flag set']);
  });

  it('are not told about the cluster unless they ask, and may be of v1beta1', async () => {
    plugin.gives({ token: 'beta' }, `${V1}beta1`);
    const file = kubeconfig({ apiVersion: `${V1}beta1`, interactiveMode: undefined });
    const toKubectl = await sightOfKubectl(server, { kubeconfig: file }, {}, folder.path());
    const infoOfKubectl = plugin.lastInfo();
    assert.deepEqual(await sightOfAdapter(server, { kubeconfig: file }, {}, folder.path()), toKubectl);
    assert.deepEqual(plugin.lastInfo(), infoOfKubectl);
  });

  it('are not run where the user has a token', async () => {
    const file = kubeconfig({});
    const flags = { kubeconfig: file, token: 'typed' };
    const toKubectl = await sightOfKubectl(server, flags, {}, folder.path());
    assert.deepEqual(await sightOfAdapter(server, flags, {}, folder.path()), toKubectl);
    assert.equal(plugin.runs(), 0);
  });

  it('run once for requests at the same time and after each other', async () => {
    const cluster = await connectWith();
    await Promise.all(Array.from({ length: 10 }, () => probe(cluster)));
    await probe(cluster);
    assert.equal(plugin.runs(), 1);
    assert.deepEqual(new Set(tokens()), new Set(['Bearer from-plugin']));
  });

  it('run again when what they gave has expired', async () => {
    const clock = instantClock(Date.parse('2030-01-01T00:00:00Z'));
    plugin.gives({ token: 'short', expirationTimestamp: '2030-01-01T00:10:00Z' });
    const cluster = await connectWith({}, { clock });
    await probe(cluster);
    await clock.sleep(9 * 60_000);
    await probe(cluster);
    plugin.gives({ token: 'next', expirationTimestamp: '2030-01-01T01:00:00Z' });
    await clock.sleep(2 * 60_000);
    await probe(cluster);
    assert.deepEqual(tokens(), ['Bearer short', 'Bearer short', 'Bearer next']);
  });

  it('run again once when the server does not accept what they gave', async () => {
    const cluster = await connectWith();
    await probe(cluster);
    plugin.gives({ token: 'second' });
    server.willAnswer((request, response, socket) =>
      (request.headers['authorization'] === 'Bearer second' ? answerAsApi : status(401, 'Unauthorized'))(
        request,
        response,
        socket,
      ),
    );
    await Promise.all([probe(cluster), probe(cluster), probe(cluster)]);
    assert.equal(plugin.runs(), 2);

    server.willAnswer(status(401, 'Unauthorized'));
    await assert.rejects(
      probe(cluster),
      (error: unknown) => error instanceof ApiError && error.reason === 'Unauthorized',
    );
    assert.equal(plugin.runs(), 3);
  });

  it('may give a client certificate, and another one later', async () => {
    const clock = instantClock(Date.parse('2030-01-01T00:00:00Z'));
    const give = (name: string, expirationTimestamp: string) => {
      const { certificate, key } = authority.issue(name);
      plugin.gives({ clientCertificateData: certificate, clientKeyData: key, expirationTimestamp });
    };
    give('first', '2030-01-01T00:10:00Z');
    const cluster = await connectWith({}, { clock });
    await probe(cluster);
    await probe(cluster);
    give('second', '2030-01-01T00:20:00Z');
    await clock.sleep(11 * 60_000);
    await probe(cluster);
    assert.deepEqual(
      server.requests.map(({ clientName }) => clientName),
      ['first', 'first', 'second'],
    );
  });

  it('that are not installed are named, with the hint of the kubeconfig', async () => {
    const failure = await failureOf({ command: 'no-such-plugin', installHint: 'brew install \u001b[1mit' });
    assert.equal(failure.code, 'usage');
    assert.equal(failure.message, 'the credential plugin "no-such-plugin" was not found');
    assert.equal(failure.hint, 'brew install [1mit');
  });

  it('that need a terminal are refused without one', async () => {
    const failure = await failureOf({ interactiveMode: 'Always' });
    assert.equal(failure.code, 'usage');
    assert.match(failure.message, /needs a terminal/);
    assert.equal(plugin.runs(), 0);
  });

  it('that fail or answer nonsense are named, and nothing they said is repeated', async () => {
    const failing = { command: 'sh', args: ['-c', 'echo top-secret; exit 3'] };
    assert.match((await failureOf(failing)).message, /^the credential plugin "sh" failed with exit code 3$/);
    plugin.prints('top-secret');
    assert.match((await failureOf({})).message, /did not print an ExecCredential$/);
    plugin.gives({ token: 'x' }, `${V1}beta1`);
    assert.match((await failureOf({})).message, /returned client\.authentication\.k8s\.io\/v1beta1$/);
    plugin.gives({});
    assert.match((await failureOf({})).message, /neither a token nor a certificate$/);
    plugin.gives({ clientKeyData: 'top-secret' });
    assert.match((await failureOf({})).message, /but not both$/);
    const failure = await failureOf({});
    assert.ok(failure instanceof ApiError && failure.reason === 'Unauthorized');
    assert.equal(server.requests.length, 0);
  });
});
