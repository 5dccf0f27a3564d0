import assert from 'node:assert/strict';
import { reviewAccess } from '../../../../src/cluster/objects/review-access.js';
import { POD, VOLUME } from '../../../../src/model/references.js';
import { json, startTestServer, status, type TestServer } from '../support/test-server.js';
import { testTransport, type TestTransport } from '../support/test-transport.js';

describe('can', () => {
  let server: TestServer;
  let transport: TestTransport;
  beforeEach(async () => {
    server = await startTestServer();
    transport = testTransport(server);
  });
  afterEach(() => server.close());
  const body = (index = 0): unknown => JSON.parse(server.requests[index]?.body ?? 'null');

  const review = (status: object) => json({ kind: 'SelfSubjectAccessReview', status }, 201);

  it('says what the server says', async () => {
    server.willAnswer(
      review({ allowed: true }),
      review({ allowed: false }),
      review({ allowed: false, denied: true, evaluationError: 'x' }),
    );
    const access = { verb: 'delete', resource: POD, subresource: 'eviction', namespace: 'app' };
    assert.deepEqual(
      [
        await reviewAccess(transport, access),
        await reviewAccess(transport, access),
        await reviewAccess(transport, access),
      ],
      [true, false, false],
    );
    assert.deepEqual((body() as { spec: unknown }).spec, {
      resourceAttributes: {
        verb: 'delete',
        group: '',
        version: 'v1',
        resource: 'pods',
        subresource: 'eviction',
        namespace: 'app',
      },
    });
  });

  it('is true where the server does not say, and an error where there is none', async () => {
    server.willAnswer(
      review({ allowed: false, evaluationError: 'webhook is away' }),
      status(403, 'Forbidden'),
      status(401, 'Unauthorized'),
    );
    const access = { verb: 'create', resource: VOLUME };
    assert.deepEqual([await reviewAccess(transport, access), await reviewAccess(transport, access)], [true, true]);
    await assert.rejects(reviewAccess(transport, access), { reason: 'Unauthorized' });
  });
});
