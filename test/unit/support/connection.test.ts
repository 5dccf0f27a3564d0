import assert from 'node:assert/strict';
import { CLAIM, keyOf, POD, VOLUME } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { disruptionBudget } from '../../support/manifests/disruption-budget.js';
import { Crash } from '../../support/model/faults.js';
import { BUDGETS, DEPLOYMENTS } from '../../support/model/kinds.js';
import { isChange } from '../../support/model/port-request.js';
import { deleteClaim, installVolume, onModel, podsOf, theClaim, theVolume, untilReady } from './on-model.js';

describe('the model cluster: what happens at the port', () => {
  it(
    'keeps a log of what was asked',
    onModel({}, async (model) => {
      await installVolume(model);
      const uid = theClaim(model)?.metadata.uid ?? '';
      const key = { resource: CLAIM, namespace: 'app', name: 's3-pvc' };
      await model.cluster.get(key);
      await model.cluster.delete(key, { uid: 'wrong' }).catch(() => undefined);
      await model.cluster.delete(key, { uid });
      assert.deepEqual(
        model.requests.map(({ verb, name, preconditions, result }) => [verb, name, preconditions?.uid, result]),
        [
          ['get', 's3-pvc', undefined, 'ok'],
          ['delete', 's3-pvc', 'wrong', 'Conflict'],
          ['delete', 's3-pvc', uid, 'ok'],
        ],
      );
    }),
  );

  it(
    'forbids in the words of the server',
    onModel({ identity: { user: 'jane' }, can: ({ verb }) => verb !== 'delete' }, async (model) => {
      await installVolume(model);
      await assert.rejects(deleteClaim(model), {
        reason: 'Forbidden',
        message:
          'persistentvolumeclaims "s3-pvc" is forbidden: User "jane" cannot delete resource "persistentvolumeclaims" in API group "" in the namespace "app"',
      });
      assert.equal(await model.cluster.can({ verb: 'delete', resource: CLAIM, namespace: 'app' }), false);
      assert.equal(theClaim(model)?.metadata.deletionTimestamp, undefined);
    }),
  );

  it(
    'holds an eviction back while the budget is used up',
    onModel({}, async (model) => {
      await installVolume(model);
      model.apply(deployment());
      model.apply(disruptionBudget({ maxUnavailable: 1 }));
      await untilReady(model, 3);
      const allowance = () => model.read(BUDGETS, 'app', 'web')?.status?.disruptionsAllowed;
      await model.until('one may go', () => allowance() === 1);

      const [first, second] = podsOf(model).map((pod) => ({ key: keyOf(POD, pod), uid: pod.metadata.uid ?? '' }));
      assert.ok(first && second);
      await model.cluster.evict(first.key, { uid: first.uid });
      await assert.rejects(model.cluster.evict(second.key, { uid: second.uid }), {
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
      });
      await model.until('one may go again', () => allowance() === 1);
      await model.cluster.evict(second.key, { uid: second.uid });
    }),
  );

  it(
    'loses the reply of a change that was made',
    onModel({}, async (model) => {
      await installVolume(model);
      const lost = new Error('socket hang up');
      const cluster = model.connect({ faults: { after: (request) => (isChange(request) ? lost : undefined) } });
      const key = { resource: CLAIM, namespace: 'app', name: 's3-pvc' };
      await assert.rejects(cluster.delete(key, { uid: theClaim(model)?.metadata.uid ?? '' }), lost);
      await model.until('it has gone all the same', () => theClaim(model) === undefined);
      assert.deepEqual(model.requests.map(({ isApplied, result }) => [isApplied, result]).at(0), [true, 'Error']);
    }),
  );

  it(
    'fails everything on a connection whose process has died, and lets another one go on',
    onModel({}, async (model) => {
      await installVolume(model);
      const crash = new Crash('killed');
      const cluster = model.connect({ faults: { before: (request) => (isChange(request) ? crash : undefined) } });
      const watching = cluster.follow({ resource: POD }, () => undefined, new AbortController().signal);
      const watched = assert.rejects(watching, crash);
      const key = { resource: VOLUME, name: 's3-pv' };
      await cluster.get(key);
      await assert.rejects(cluster.patch(key, { metadata: { labels: { a: 'b' } } }, { uid: 'any' }), crash);
      await assert.rejects(cluster.get(key), crash);
      await watched;
      assert.ok(await model.connect().get(key));
      assert.equal(theVolume(model)?.metadata.labels?.['a'], undefined);
    }),
  );

  it(
    'tells of everything that must never happen',
    onModel({}, async (model) => {
      await installVolume(model, { reclaimPolicy: 'Delete' });
      model.apply(deployment({ replicas: 1 }));
      await untilReady(model, 1);
      const { cluster } = model;
      const [pod] = podsOf(model);
      const volume = theVolume(model);
      const workload = model.read(DEPLOYMENTS, 'app', 'web');
      assert.ok(pod && volume && workload);

      const uidOf = (object: { metadata: { readonly uid?: string } }) => ({ uid: object.metadata.uid ?? '' });
      await cluster.delete(keyOf(POD, pod), { ...uidOf(pod), gracePeriodSeconds: 0 });
      await cluster.delete(keyOf(VOLUME, volume), uidOf(volume));
      await cluster.patch(keyOf(VOLUME, volume), { metadata: { finalizers: null } }, uidOf(volume));
      await cluster.patch(keyOf(DEPLOYMENTS, workload), { spec: { replicas: 0 } }, uidOf(workload));

      assert.deepEqual(model.violations(), [
        `delete Pod ${pod.metadata.name}: it deleted a scheduled Pod by force`,
        'delete PersistentVolume s3-pv: its reclaimPolicy was Delete',
        'delete PersistentVolume s3-pv: it was not bound to the uid and the resourceVersion that were read',
        'delete PersistentVolume s3-pv: its claim still stood',
        'patch PersistentVolume s3-pv: it removed the finalizer kubernetes.io/pv-protection',
        'patch PersistentVolume s3-pv: it was not bound to the uid and the resourceVersion that were read',
        'patch Deployment web: it changed a workload',
      ]);
    }),
  );
});
