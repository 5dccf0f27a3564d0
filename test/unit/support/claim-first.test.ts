import assert from 'node:assert/strict';
import { VOLUME } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import { conditionOf } from '../../support/model/pod-facts.js';
import {
  deleteClaim,
  deletePods,
  installVolume,
  onModel,
  podsOf,
  recreate,
  theClaim,
  theVolume,
  untilClaim,
  untilReady,
} from './on-model.js';

const POD_AUTHENTICATION = { attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } };

describe('the model cluster: the order of a recreation', () => {
  it(
    'never ends with the Pods first: their replacements hold the claim again (FIELD.md 2.3)',
    onModel({}, async (model, clock) => {
      await installVolume(model);
      model.apply(deployment());
      await untilReady(model, 3);

      await deletePods(model);
      await clock.sleep(500);
      await deleteClaim(model);
      await clock.sleep(3_600_000);

      assert.ok(theClaim(model)?.metadata.deletionTimestamp, 'the claim is still Terminating after an hour');
      assert.equal(podsOf(model).filter(({ spec }) => spec.nodeName !== undefined).length, 3);
    }),
  );

  for (const seed of [1, 2, 3]) {
    it(
      `is done in two seconds with the claim first (FIELD.md 2.3), seed ${seed}`,
      onModel({ seed }, async (model, clock) => {
        await installVolume(model);
        model.apply(deployment());
        await untilReady(model, 3);
        const [started, uid] = [clock.now(), theClaim(model)?.metadata.uid];

        await deleteClaim(model);
        await deletePods(model);
        await model.until('the replacements are refused', () => refusals(model).length === 3);
        assert.match(refusals(model)[0] ?? '', /persistentvolumeclaim "s3-pvc" is being deleted/);
        await model.until('the claim has gone', () => theClaim(model) === undefined);
        await recreate(model, POD_AUTHENTICATION);
        await untilReady(model, 3);

        assert.notEqual(theClaim(model)?.metadata.uid, uid);
        assert.equal(theVolume(model)?.spec.csi?.volumeAttributes?.['authenticationSource'], 'pod');
        assert.ok(clock.now() - started < 2100, `took ${clock.now() - started} ms`);
        assert.deepEqual(model.violations(), []);
      }),
    );
  }

  it(
    'keeps refused Pods waiting for their back-off where the scheduler does not pop it (FIELD.md 2.15)',
    onModel({ popFromBackoff: false }, async (model, clock) => {
      await installVolume(model);
      model.apply(deployment());
      await untilReady(model, 3);
      const started = clock.now();

      await deleteClaim(model);
      await deletePods(model);
      await model.until('the claim has gone', () => theClaim(model) === undefined);
      await recreate(model);
      await untilReady(model, 3);

      assert.ok(clock.now() - started > 2500, `took ${clock.now() - started} ms`);
    }),
  );

  it(
    'lets a replacement win the race while the scheduler has not seen the deletion (FIELD.md 2.3)',
    onModel({ timing: { schedulerCache: 300 } }, async (model, clock) => {
      await installVolume(model);
      model.apply(deployment());
      await untilReady(model, 3);

      await deleteClaim(model);
      await deletePods(model);
      await clock.sleep(5_000);

      assert.ok(theClaim(model), 'the claim is held');
      assert.equal(podsOf(model).filter(isWaitingOnNode).length, 3, 'by Pods that no kubelet starts');
      await deletePods(model);
      await model.until('the claim has gone', () => theClaim(model) === undefined);
    }),
  );

  it(
    'takes the cheap way back: a Released volume without the uid in its claimRef binds again (FIELD.md 2.5)',
    onModel({}, async (model) => {
      await installVolume(model);
      await deleteClaim(model);
      await model.until('it is Released', () => theVolume(model)?.status?.phase === 'Released');
      const { uid = '' } = theVolume(model)?.metadata ?? {};

      const claimRef = { uid: null, resourceVersion: null };
      await model.cluster.patch({ resource: VOLUME, name: 's3-pv' }, { spec: { claimRef } }, { uid });
      await model.until('it is Available', () => theVolume(model)?.status?.phase === 'Available');
      model.apply(claim());

      await untilClaim(model, 'Bound');
      assert.equal(theVolume(model)?.metadata.uid, uid);
    }),
  );

  function refusals(model: Parameters<typeof podsOf>[0]): readonly string[] {
    return podsOf(model).flatMap((pod) => {
      const condition = conditionOf(pod, 'PodScheduled');
      return condition?.status === 'False' ? [condition.message ?? ''] : [];
    });
  }

  function isWaitingOnNode({ spec, status }: ReturnType<typeof podsOf>[number]): boolean {
    return spec.nodeName !== undefined && status?.phase === 'Pending';
  }
});
