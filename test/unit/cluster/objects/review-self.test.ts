import assert from 'node:assert/strict';
import { reviewSelf } from '../../../../src/cluster/objects/review-self.js';
import { json, startTestServer, status, type TestServer } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';

describe('whoAmI', () => {
  let server: TestServer;
  let transport: TestTransport;
  beforeEach(async () => {
    server = await startTestServer();
    transport = testTransport(server);
  });
  afterEach(() => server.close());

  it('says what the server says', async () => {
    const userInfo = { username: 'jane', groups: ['ops', 'system:authenticated'], extra: { a: ['b'] } };
    server.willAnswer(json({ kind: 'SelfSubjectReview', status: { userInfo } }, 201));
    assert.deepEqual(await reviewSelf(transport, 'alice'), { name: 'jane', groups: userInfo.groups, isCertain: true });
    assert.equal(server.requests[0]?.url, '/apis/authentication.k8s.io/v1/selfsubjectreviews');
  });

  it('takes the name of the kubeconfig from a server that has no such API or does not tell', async () => {
    const unsure = { name: 'alice', groups: [], isCertain: false };
    server.willAnswer(status(404, 'NotFound'), status(403, 'Forbidden'), json({ kind: 'SelfSubjectReview' }, 201));
    for (let asked = 0; asked < 3; asked++) assert.deepEqual(await reviewSelf(transport, 'alice'), unsure);
  });

  it('is an error where there is no answer', async () => {
    server.willAnswer(status(401, 'Unauthorized'));
    await assert.rejects(reviewSelf(transport, 'alice'), { reason: 'Unauthorized' });
  });
});
