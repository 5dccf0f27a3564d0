import assert from 'node:assert/strict';
import { claim } from '../../support/manifests/claim.js';
import { daemonSet } from '../../support/manifests/daemon-set.js';
import { deployment } from '../../support/manifests/deployment.js';
import { cronJob, jobOf } from '../../support/manifests/job.js';
import { pod } from '../../support/manifests/pod.js';
import { statefulSet } from '../../support/manifests/stateful-set.js';
import { volume } from '../../support/manifests/volume.js';
import { CLAIMS, CRON_JOBS, DEPLOYMENTS, PODS, VOLUMES } from '../../support/model/kinds.js';
import {
  deleteClaim,
  deletePods,
  installVolume,
  onModel,
  podsOf,
  theClaim,
  untilClaim,
  untilReady,
} from './on-model.js';

describe('the model cluster: workloads', () => {
  it(
    'lets a Completed Pod hold the claim (FIELD.md 2.1)',
    onModel({}, async (model, clock) => {
      await installVolume(model);
      model.apply(jobOf(model.apply(cronJob())));
      await model.until('the Pod is Completed', () => podsOf(model)[0]?.status?.phase === 'Succeeded');
      await deleteClaim(model);
      await clock.sleep(60_000);
      assert.ok(theClaim(model)?.metadata.deletionTimestamp);

      await deletePods(model);
      await model.until('the claim has gone', () => theClaim(model) === undefined);
      await clock.sleep(60_000);
      assert.deepEqual(podsOf(model), [], 'a complete Job starts nothing again');
    }),
  );

  it(
    'recreates the claim of a StatefulSet before anyone else, and binds it late unless it is updated (FIELD.md 2.9)',
    onModel({}, async (model, clock) => {
      const own = { name: 'data-db-0' };
      model.apply(volume({ claim: own.name }));
      model.apply(claim({ ...own, labels: { app: 'db' } }));
      model.apply(statefulSet({ claimTemplate: 'data' }));
      await untilReady(model, 1);
      const before = model.read(CLAIMS, 'app', own.name)?.metadata.uid;

      model.remove(CLAIMS, 'app', own.name);
      await deletePods(model);
      await model.until('there is another claim', () => ![before, undefined].includes(uidOf(model, own.name)));
      assert.equal(model.read(CLAIMS, 'app', own.name)?.spec.volumeName, undefined);
      model.remove(VOLUMES, undefined, 's3-pv');
      await model.until('the volume has gone', () => model.all(VOLUMES).length === 0);
      const started = clock.now();
      model.apply(volume({ claim: own.name }));
      await untilClaim(model, 'Bound', own.name);

      assert.ok(clock.now() - started > 5_000, `took ${clock.now() - started} ms`);
      await untilReady(model, 1);
    }),
  );

  it(
    'starts the Pods of an ordered StatefulSet one after the other, under their old names',
    onModel({}, async (model) => {
      await installVolume(model);
      const most: number[] = [];
      model.onChange(({ kind }) => {
        if (kind === PODS) most.push(podsOf(model).filter(({ status }) => status?.phase === 'Pending').length);
      });
      model.apply(statefulSet({ replicas: 3 }));
      await untilReady(model, 3);
      assert.equal(Math.max(...most), 1);
      assert.deepEqual(namesOf(podsOf(model)), ['db-0', 'db-1', 'db-2']);
    }),
  );

  it(
    'runs one Pod of a DaemonSet on each node, and the next only when the last has gone',
    onModel({ nodes: 3 }, async (model) => {
      await installVolume(model);
      model.apply(daemonSet());
      await untilReady(model, 3);
      assert.deepEqual(
        podsOf(model)
          .map(({ spec }) => spec.nodeName)
          .sort(),
        ['node-1', 'node-2', 'node-3'],
      );

      await deletePods(model);
      assert.equal(podsOf(model).length, 3, 'no replacement stands beside its predecessor');
      await untilReady(model, 3);
    }),
  );

  it(
    'gives a Pod with a preset node no scheduler, so that it holds a claim that is going (FIELD.md 2.3)',
    onModel({}, async (model, clock) => {
      await installVolume(model);
      model.apply(pod({ name: 'first' }));
      await untilReady(model, 1);
      await deleteClaim(model);
      model.apply(pod({ name: 'preset', nodeName: 'node-1' }));
      model.remove(PODS, 'app', 'first');
      await clock.sleep(60_000);
      assert.ok(theClaim(model));

      model.remove(PODS, 'app', 'preset');
      await model.until('the claim has gone', () => theClaim(model) === undefined);
    }),
  );

  it(
    'never brings a bare Pod back, and takes the Pods of a deleted workload away (FIELD.md 2.11)',
    onModel({}, async (model, clock) => {
      await installVolume(model);
      model.apply(pod({ name: 'bare' }));
      model.apply(deployment());
      await untilReady(model, 4);
      model.remove(PODS, 'app', 'bare');
      model.remove(DEPLOYMENTS, 'app', 'web');
      await clock.sleep(60_000);
      assert.deepEqual(podsOf(model), []);
    }),
  );

  it(
    'lets a claim go that was recreated with the reference to an owner that has gone',
    onModel({}, async (model) => {
      const { uid = '' } = model.apply(cronJob()).metadata;
      model.remove(CRON_JOBS, 'app', 'nightly');
      const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid };
      model.apply({ ...claim(), metadata: { ...claim().metadata, ownerReferences: [owner] } });
      await model.until('it is collected', () => theClaim(model) === undefined);
    }),
  );

  it(
    'removes an unscheduled Pod at once, and stops a scheduled one within its grace period',
    onModel({}, async (model, clock) => {
      await installVolume(model);
      model.apply(pod({ name: 'waiting', claims: ['missing'] }));
      model.apply(pod({ name: 'slow', stopMs: 60_000, gracePeriodSeconds: 2 }));
      model.apply(pod({ name: 'dead', stopMs: 'never' }));
      await untilReady(model, 2);

      for (const name of ['waiting', 'slow', 'dead']) model.remove(PODS, 'app', name);
      assert.deepEqual(namesOf(podsOf(model)), ['dead', 'slow']);
      await clock.sleep(3_000);
      assert.deepEqual(namesOf(podsOf(model)), ['dead']);
      await clock.sleep(600_000);
      assert.deepEqual(namesOf(podsOf(model)), ['dead']);
    }),
  );

  function namesOf(pods: readonly { readonly metadata: { readonly name: string } }[]): readonly string[] {
    return pods.map(({ metadata }) => metadata.name);
  }

  function uidOf(model: Parameters<typeof podsOf>[0], name: string): string | undefined {
    return model.read(CLAIMS, 'app', name)?.metadata.uid;
  }
});
