import assert from 'node:assert/strict';
import { NO_SOURCE, type Credential } from '../../../../src/cluster/credentials/credential-source.js';
import type { Connection } from '../../../../src/cluster/kubeconfig/connection.js';
import { createAuthorizer } from '../../../../src/cluster/transport/client-node.js';

const CONNECTION: Connection = {
  identity: { context: 'test', server: 'http://127.0.0.1:1', namespace: 'default', user: 'jane' },
  server: 'http://127.0.0.1:1',
  cluster: {},
  user: {},
  proxyUrl: undefined,
  requestTimeoutMs: 0,
};

describe('authorizer', () => {
  it('asks the client once for the first requests, which come all at once', async () => {
    let asked = 0;
    const connection: Connection = {
      ...CONNECTION,
      get proxyUrl() {
        asked += 1;
        return undefined;
      },
    };
    const authorizer = createAuthorizer(connection, NO_SOURCE, {});
    const first = await Promise.all([authorizer.authorize(), authorizer.authorize(), authorizer.authorize()]);
    assert.equal(asked, 1);
    assert.equal(new Set(first.map(({ dispatcher }) => dispatcher)).size, 1);
  });

  it('asks again after a credential that the client could not use', async () => {
    const broken: Credential = {
      get token(): string {
        throw new Error('unusable');
      },
    };
    const credentials = [broken, {}];
    const current = () => Promise.resolve(credentials.shift() ?? {});
    const authorizer = createAuthorizer(CONNECTION, { ...NO_SOURCE, current }, {});
    await assert.rejects(authorizer.authorize(), /unusable/);
    assert.ok((await authorizer.authorize()).dispatcher);
  });
});
