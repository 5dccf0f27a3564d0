import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionFlags } from '../../../../src/model/request.js';
import { readConnection } from '../../../../src/cluster/kubeconfig/read-connection.js';
import { Failure } from '../../../../src/model/errors.js';
import { kubeconfigText } from '../support/kubeconfig-text.js';
import { fullEnv } from '../support/parity.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What is expected here was seen of kubectl 1.36 with such a folder mounted at its real place. */
describe('in a Pod', function () {
  this.timeout(20_000);
  const folder = temporaryFolder();
  const POD_ENV = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };

  before(() => {
    for (const [name, text] of Object.entries({ token: 'pod-token', 'ca.crt': 'CA', namespace: 'pod-namespace\n' })) {
      writeFileSync(join(folder.path(), name), text);
    }
  });
  const connectionWith = (flags: ConnectionFlags, env: Record<string, string> = {}) =>
    readConnection(flags, fullEnv({ ...POD_ENV, ...env }, folder.path()), folder.path());
  const kubeconfig = (namespace?: string) => {
    const file = join(folder.path(), 'config');
    const contexts = { x: { cluster: 'c', user: 'u', namespace } };
    const clusters = { c: { server: 'https://elsewhere:6443' } };
    writeFileSync(file, kubeconfigText({ current: 'x', contexts, clusters, users: { u: { token: 't' } } }));
    return file;
  };

  it('the service account and its namespace count where there is no kubeconfig', async () => {
    const { identity, server, user, cluster } = await connectionWith({});
    assert.deepEqual(identity, { context: '', server: 'https://[fd00::1]', namespace: 'pod-namespace', user: '' });
    assert.equal(server, 'https://[fd00::1]:443');
    assert.equal(user.tokenFile, join(folder.path(), 'token'));
    assert.equal(cluster['certificate-authority-data'], Buffer.from('CA').toString('base64'));
  });

  it('a kubeconfig wins, but the Pod names the namespace where it does not', async () => {
    const open = await connectionWith({ kubeconfig: kubeconfig() });
    assert.deepEqual([open.server, open.identity.namespace], ['https://elsewhere:6443', 'pod-namespace']);
    const named = await connectionWith({ kubeconfig: kubeconfig('named') });
    assert.equal(named.identity.namespace, 'named');
    const byVariable = await connectionWith({}, { POD_NAMESPACE: 'by-variable' });
    assert.equal(byVariable.identity.namespace, 'by-variable');
    assert.equal((await connectionWith({ namespace: 'typed' })).identity.namespace, 'typed');
  });

  it('a flag that kubectl does not combine with the service account is refused', async () => {
    for (const flags of [{ as: 'eve' }, { requestTimeout: '5s' }]) {
      await assert.rejects(
        connectionWith(flags),
        (error: unknown) =>
          error instanceof Failure && error.code === 'usage' && /does not go with a Pod/.test(error.message),
      );
    }
    assert.equal((await connectionWith({ token: 'typed' })).user.token, 'typed');
  });
});
