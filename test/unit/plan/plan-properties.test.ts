import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Plan, StepId } from '../../../src/model/plan.js';
import { plan } from '../../../src/plan/build-plan.js';
import { buildTarget } from '../../../src/plan/build-target.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { podManifest } from '../../../src/plan/pod-manifest.js';
import { NO_EDITS } from './support/edits.js';
import { CLAIMS, EDITS, found, targetOf, VOLUMES, type ClaimState, type VolumeState } from './support/situations.js';
import { holder, observation, storedClaim, storedVolume } from './support/stored.js';

const policies = fc.constantFrom('Retain', 'Delete', 'Recycle');
const situations = fc.record({
  claim: fc.constantFrom(...(Object.keys(CLAIMS) as ClaimState[])),
  volume: fc.constantFrom(...(Object.keys(VOLUMES) as VolumeState[])),
  edit: fc.constantFrom(...EDITS),
  policyNow: policies,
  policyThen: policies,
  isPodMissing: fc.boolean(),
});

/** Holds for the plan of every situation there is. */
function always(holds: (made: Plan, ids: readonly StepId[]) => void): void {
  fc.assert(
    fc.property(situations, ({ claim, volume, edit, policyNow, policyThen, isPodMissing }) => {
      const observed = found(claim, volume, policyNow);
      const pods = isPodMissing ? [podManifest(holder({ name: 'bare' }).pod)] : [];
      const made = plan(observed, { ...targetOf(edit, observed, policyThen), pods });
      holds(
        made,
        made.steps.map(({ id }) => id),
      );
    }),
    { numRuns: 500 },
  );
}

/** Where both are planned, one comes before the other. */
function assertOrder(ids: readonly StepId[], first: StepId, second: StepId): void {
  if (ids.includes(first) && ids.includes(second)) assert.ok(ids.indexOf(first) < ids.indexOf(second), ids.join(' '));
}

const word = fc.constantFrom('a', 'b', 'app.kubernetes.io/name', '9', '10');
const texts = fc.dictionary(word, fc.constantFrom('', '1', 'yes', '1_000'), { maxKeys: 3 });
const manifests = fc.record({
  labels: texts,
  annotations: texts,
  attributes: texts,
  mountOptions: fc.array(fc.constantFrom('allow-delete', 'read-only', 'uid=1'), { maxLength: 3 }),
  reclaimPolicy: policies,
});

describe('plan: what holds for every plan', () => {
  it('nothing to do, where everything is as it should be', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const [claim, volume] = [storedClaim(manifest), storedVolume(manifest)];
        const observed = observation({ claim, volume });
        const target = { claim: claimManifest(claim), volume: volumeManifest(volume), pods: [], replaces: {} };
        const made = plan(observed, target);
        assert.deepEqual([made.effect, made.steps, made.changes, made.stops], ['nothing', [], [], []]);
      }),
    );
  });

  it('nothing to do, where nothing is to be changed', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const observed = observation({ claim: storedClaim(manifest), volume: storedVolume(manifest) });
        const made = plan(observed, buildTarget(observed, NO_EDITS, { recreateBarePods: false, restart: 'eviction' }));
        assert.deepEqual(made.steps, []);
      }),
    );
  });

  it('the approved is looked at again before anything else, and everything is verified at the end', () => {
    always(({ effect }, ids) => {
      assert.equal(effect === 'nothing', ids.length === 0);
      if (ids.length === 0) return;
      assert.equal(ids[0], 'recheck');
      assert.ok(ids.includes('verify'));
      const after = ids.slice(ids.indexOf('verify') + 1);
      assert.ok(after.every((id) => id === 'restore-policy'));
    });
  });

  it('no step twice', () => {
    always((_plan, ids) => {
      assert.equal(new Set(ids).size, ids.length);
    });
  });

  it('the volume is never deleted before the claim, nor made before it is gone', () => {
    always((_plan, ids) => {
      assertOrder(ids, 'delete-claim', 'stop-pods');
      assertOrder(ids, 'stop-pods', 'release-mount');
      assertOrder(ids, 'stop-pods', 'delete-volume');
      assertOrder(ids, 'stop-pods', 'free-volume');
      assertOrder(ids, 'release-mount', 'delete-volume');
      assertOrder(ids, 'delete-volume', 'create-volume');
    });
  });

  it('a volume that the claim is bound to is only deleted after the claim', () => {
    always(({ observed: { claim, volume } }, ids) => {
      if (claim === undefined || volume?.spec.claimRef?.uid !== claim.metadata.uid) return;
      if (ids.includes('delete-volume')) assert.ok(ids.includes('stop-pods'), ids.join(' '));
    });
  });

  it('nothing is deleted unless the volume is Retain, and that comes first', () => {
    always(({ observed: { volume } }, ids) => {
      const deletes = ids.includes('delete-volume') || ids.includes('stop-pods');
      const policy = volume?.spec.persistentVolumeReclaimPolicy;
      if (deletes && policy !== undefined && policy !== 'Retain') assert.ok(ids.includes('retain'), ids.join(' '));
      const isOpen = volume?.spec.claimRef?.uid === undefined && ids.includes('delete-volume');
      if (policy === 'Retain' && !isOpen) assert.equal(ids.includes('retain'), false);
      for (const id of ['delete-claim', 'stop-pods', 'delete-volume'] as const) assertOrder(ids, 'retain', id);
    });
  });

  it('the volume is there before its claim is made, and both before they are waited for', () => {
    always((_plan, ids) => {
      assertOrder(ids, 'create-volume', 'create-claim');
      assertOrder(ids, 'free-volume', 'create-claim');
      assertOrder(ids, 'create-claim', 'bind');
      assertOrder(ids, 'bind', 'renew-pods');
      if (ids.includes('create-claim')) assert.ok(ids.includes('bind'));
    });
  });

  it('the driver let go of the old mount before there is a new volume', () => {
    always((_plan, ids) => {
      if (ids.includes('create-volume')) assert.ok(ids.includes('release-mount'));
      assertOrder(ids, 'release-mount', 'create-volume');
    });
  });

  it('the policy is put back in every recreation of a volume that is not Retain', () => {
    always(({ effect, target: { volume } }, ids) => {
      const isRestored = effect === 'recreate' && volume.spec.persistentVolumeReclaimPolicy !== 'Retain';
      assert.equal(ids.includes('restore-policy'), isRestored);
    });
  });

  it('a claim that was ever bound and stays keeps its uid in the volume', () => {
    always(({ observed: { claim } }, ids) => {
      const wasBound = 'pv.kubernetes.io/bind-completed' in (claim?.metadata.annotations ?? {});
      if (wasBound && ids.includes('free-volume')) assert.ok(ids.includes('stop-pods'), ids.join(' '));
    });
  });

  it('every step says what it does, and to which object', () => {
    always(({ steps }) => {
      for (const { id, title } of steps) {
        assert.notEqual(title, '');
        if (/volume|claim|policy/.test(id)) assert.match(title, /(claim app\/s3-pvc|volume s3-pv)/);
      }
    });
  });
});
