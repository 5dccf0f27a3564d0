import assert from 'node:assert/strict';
import { describeRequest } from '../../cluster/proxied-request.js';
import { mostWithin, whileWaiting } from './polling.js';
import { purposeOf, type Purpose } from './purposes.js';

const asked = (method: string, url: string) => describeRequest(method, url, {}, '');
const at = (request: ReturnType<typeof asked>, ms: number) => ({ ...request, at: ms });

describe('what a request is for', () => {
  const cases: readonly (readonly [string, string, Purpose])[] = [
    ['DELETE', '/api/v1/namespaces/app/pods/web-1', 'changes that a recreation consists of'],
    ['POST', '/api/v1/persistentvolumes', 'changes that a recreation consists of'],
    ['POST', '/api/v1/persistentvolumes?dryRun=All', 'trial of the new objects (dry run)'],
    ['GET', '/api/v1/namespaces/app/pods?watch=true', 'watches that wait'],
    ['GET', '/api/v1/namespaces/app/pods?limit=500', 'reads of claim, volume and Pods'],
    ['GET', '/api/v1/namespaces/mount-s3/pods', 'the driver, its mounts, budgets'],
    ['GET', '/apis/apps/v1/daemonsets', 'the driver, its mounts, budgets'],
    ['GET', '/apis/apps/v1/namespaces/app/replicasets/web-5d', 'who owns the Pods'],
    ['POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 'rights'],
    ['PATCH', '/apis/coordination.k8s.io/v1/namespaces/app/leases/lock', 'the lock'],
    ['GET', '/apis/apps/v1', "kubectl's discovery"],
    ['GET', '/api/v1/nodes/node-1', 'other'],
  ];
  for (const [method, url, purpose] of cases) {
    it(`${method} ${url}: ${purpose}`, () => {
      assert.equal(purposeOf(asked(method, url)), purpose);
    });
  }
});

describe('what is asked while Pods stop', () => {
  const stop = asked('DELETE', '/api/v1/namespaces/app/pods/web-1');
  const goOn = asked('DELETE', '/api/v1/persistentvolumes/s3-pv');
  const read = asked('GET', '/api/v1/namespaces/app/pods');
  const other = asked('GET', '/api/v1/namespaces/app/persistentvolumeclaims/s3-pvc');

  it('is what came between the last Pod that was deleted and the volume, but for the edges', () => {
    const requests = [
      at(stop, 0),
      at(stop, 10),
      at(read, 900),
      at(read, 3000),
      at(other, 3001),
      at(read, 9500),
      at(goOn, 10_000),
    ];

    const { waitedMs, requests: during, mostInASecond } = whileWaiting(requests, 1000);

    assert.deepEqual([waitedMs, during.map((request) => request.at), mostInASecond], [7990, [3000, 3001], 1]);
  });

  it('is a poll where one thing is read twice within a second', () => {
    const requests = [at(stop, 0), at(read, 3000), at(read, 3900), at(read, 5000), at(goOn, 10_000)];

    assert.equal(whileWaiting(requests, 1000).mostInASecond, 2);
  });

  it('is counted by the second that has the most', () => {
    assert.equal(
      mostWithin(
        1000,
        [0, 400, 999, 1000, 3000].map((ms) => ({ at: ms })),
      ),
      3,
    );
    assert.equal(mostWithin(1000, []), 0);
  });

  it('is nothing that can be told where nothing was waited for', () => {
    assert.throws(() => whileWaiting([at(stop, 0)], 1000), /no wait/);
  });
});
