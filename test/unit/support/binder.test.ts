import assert from 'node:assert/strict';
import { CLAIM } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { CLAIMS, VOLUMES } from '../../support/model/kinds.js';
import { deleteClaim, installVolume, onModel, theClaim, theVolume, untilClaim } from './on-model.js';

describe('the model cluster: the binder', () => {
  it(
    'binds a claim that comes after its volume within 50 ms, and marks both as the real one does (FIELD.md 2.14)',
    onModel({}, async (model, clock) => {
      model.apply(volume());
      await model.until('it is Available', () => theVolume(model)?.status?.phase === 'Available');
      const started = clock.now();
      model.apply(claim());
      await untilClaim(model, 'Bound');

      assert.ok(clock.now() - started < 50, `took ${clock.now() - started} ms`);
      assert.equal(theClaim(model)?.metadata.annotations?.['pv.kubernetes.io/bind-completed'], 'yes');
      assert.equal(theVolume(model)?.spec.claimRef?.uid, theClaim(model)?.metadata.uid);
      assert.equal(theVolume(model)?.status?.phase, 'Bound');
    }),
  );

  it(
    'binds a claim that came before its volume only at the resync (FIELD.md 2.9)',
    onModel({}, async (model, clock) => {
      model.apply(claim());
      await clock.sleep(100);
      const started = clock.now();
      model.apply(volume());
      await untilClaim(model, 'Bound');

      const took = clock.now() - started;
      assert.ok(took > 9_000 && took < 15_000, `took ${took} ms`);
    }),
  );

  it(
    'binds it at once when it is updated after its volume (FIELD.md 2.9)',
    onModel({}, async (model, clock) => {
      model.apply(claim());
      await clock.sleep(100);
      model.apply(volume());
      await model.until('it is Available', () => theVolume(model)?.status?.phase === 'Available');
      const [started, uid] = [clock.now(), theClaim(model)?.metadata.uid ?? ''];
      const key = { resource: CLAIM, namespace: 'app', name: 's3-pvc' };
      await model.cluster.patch(key, { metadata: { annotations: { nudge: '1' } } }, { uid });
      await untilClaim(model, 'Bound');

      assert.ok(clock.now() - started < 150, `took ${clock.now() - started} ms`);
    }),
  );

  it(
    'leaves a volume that waits for a claim to that claim alone (FIELD.md 2.8)',
    onModel({}, async (model, clock) => {
      model.apply(volume());
      model.apply(claim({ name: 'thief', volume: null }));
      await clock.sleep(60_000);
      assert.equal(theVolume(model)?.status?.phase, 'Available');
      assert.equal(model.read(CLAIMS, 'app', 'thief')?.status?.phase, 'Pending');
    }),
  );

  it('has a deleter for Released volumes with reclaimPolicy Delete only where a test asks for it (FIELD.md 2.6)', async () => {
    const leftAfterDeletion = (deleterForReclaimDelete: boolean) =>
      onModel({ deleterForReclaimDelete }, async (model, clock) => {
        await installVolume(model, { reclaimPolicy: 'Delete' });
        await deleteClaim(model);
        await clock.sleep(60_000);
        return [theVolume(model)?.status?.phase, ...model.violations()];
      })();

    assert.deepEqual(await leftAfterDeletion(false), ['Released']);
    assert.deepEqual(await leftAfterDeletion(true), [
      undefined,
      'volume s3-pv was deleted by its driver, for its reclaimPolicy was Delete',
    ]);
  });

  it(
    'lets a volume that is being deleted go only when its claim has gone (FIELD.md 2.5)',
    onModel({}, async (model, clock) => {
      await installVolume(model);
      model.remove(VOLUMES, undefined, 's3-pv');
      await clock.sleep(60_000);
      assert.ok(theVolume(model)?.metadata.deletionTimestamp);
      await deleteClaim(model);
      await model.until('the volume has gone', () => theVolume(model) === undefined);
    }),
  );

  it(
    'calls a claim Lost whose volume has gone by force (FIELD.md 2.8)',
    onModel({}, async (model) => {
      await installVolume(model);
      model.remove(VOLUMES, undefined, 's3-pv');
      model.change(
        VOLUMES,
        undefined,
        's3-pv',
        ({ metadata: { finalizers: _finalizers, ...metadata }, ...object }) => ({
          ...object,
          metadata,
        }),
      );
      await untilClaim(model, 'Lost');
    }),
  );
});
