import assert from 'node:assert/strict';
import { ApiError } from '../../src/model/errors.js';
import type { KubernetesObject } from '../../src/model/objects.js';
import { deployment } from '../support/manifests/deployment.js';
import type { Faults } from '../support/model/faults.js';
import type { PortRequest } from '../support/model/port-request.js';
import { LEASES } from '../support/model/kinds.js';
import { person } from '../support/person.js';
import { onModel } from './model-stage.js';
import {
  assertDone,
  assertExit,
  assertRestored,
  assertUntouched,
  installVolume,
  readPair,
  theClaim,
  theVolume,
  untilReady,
} from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

/** The API server says no to the creation of the claim, once. */
function refusingTheClaimOnce(): Faults {
  let isRefused = false;
  return {
    before: ({ verb, resource, dryRun }) => {
      if (isRefused || verb !== 'create' || resource.kind !== 'PersistentVolumeClaim' || dryRun === true)
        return undefined;
      isRefused = true;
      return new ApiError('Forbidden', 403, 'claims are forbidden for now');
    },
  };
}

describe('what only the model can play', () => {
  it('--on-failure=rollback goes back to the snapshot, and the failure stays one', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace }));
      await untilReady(stage, 3);
      const before = await readPair(stage);
      const failing = stageOn(model.connect({ faults: refusingTheClaimOnce() }));

      const result = await failing.plugin([...EDIT, '--on-failure=rollback']);

      assertExit(result, 5, /^error: claims are forbidden for now\nrolled back: the snapshot stands again, verified/m);
      await assertRestored(stage, before);
      await untilReady(stage, 3);
      assert.match((await stage.plugin(['runs'])).stdout, /rolled back/);
      assertExit(await stage.plugin(['resume', '--yes']), 2, /^error: no run is unfinished$/m);
    });
  });

  it('--on-failure=stop stops half-way, as a script does without it', async () => {
    for (const flags of [['--on-failure=stop'], []]) {
      await onModel(async (stage, { model, stageOn }) => {
        await installVolume(stage);
        const failing = stageOn(model.connect({ faults: refusingTheClaimOnce() }));

        assertExit(
          await failing.plugin([...EDIT, ...flags]),
          5,
          /^error: claims are forbidden for now\n.*stands: +claim app\/s3-pvc does not exist/ms,
        );

        assertDone(await stage.plugin(['resume', '--yes']));
      });
    }
  });

  it('an attempt to go on that changes nothing tells the ways out all the same', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stageOn(model.connect({ faults: refusingTheClaimOnce() })).plugin(EDIT);

      const again = await stageOn(model.connect({ faults: refusingTheClaimOnce() })).plugin(['resume', '--yes']);

      assertExit(again, 5, /^error: claims are forbidden for now\nstands: .*\nsnapshot: .*\ngo on: .*\ngo back: /m);
    });
  });

  it('on a terminal it is asked whether to go back, once the failure was shown', async () => {
    for (const goesBack of [true, false]) {
      await onModel(async (stage, { model, stageOn }) => {
        await installVolume(stage);
        const before = await readPair(stage);
        const somebody = person(true, goesBack);
        const failing = stageOn(model.connect({ faults: refusingTheClaimOnce() }), undefined, somebody);

        const result = await failing.plugin(EDIT.filter((word) => word !== '--yes'));

        assert.deepEqual(somebody.heard, ['Recreate claim and volume?', 'Go back to the snapshot now?']);
        assertExit(result, 5, goesBack ? /^rolled back: the snapshot stands again/m : /^go on: /m);
        if (goesBack) await assertRestored(stage, before);
      });
    }
  });

  it('of several unfinished runs one is chosen on a terminal, and has to be named without', async () => {
    await onModel(async (stage, { model, journal, stageOn }) => {
      await installVolume(stage);
      const failing = stageOn(model.connect({ faults: refusingTheClaimOnce() }));
      await failing.plugin(EDIT);
      const [run = ''] = await stage.runs();
      const { record, log } = await journal.open(run);
      await log.close();
      await journal.begin({ ...record, id: 'another', volumeName: 'other-pv', claimName: 'other' }, []);
      const somebody = person(run, true);

      assertExit(await stage.plugin(['resume', '--yes']), 2, new RegExp(`2 runs are unfinished: ${run}, another`));
      assertDone(await stageOn(model.cluster, undefined, somebody).plugin(['resume']));
    });
  });

  it('--take-over-lock takes the lock from a run that holds it', async () => {
    await onModel(async (stage, { model, clock }) => {
      await installVolume(stage);
      model.apply(lease(stage.namespace, stage.volumeName, new Date(clock.now())));

      assertDone(await stage.plugin([...EDIT, '--take-over-lock']));

      assert.deepEqual(model.all(LEASES, stage.namespace), []);
    });
  });

  it('fields that no version of this program knows survive a recreation, in spec, in spec.csi and in metadata', async () => {
    await onModel(async (stage) => {
      const [volume, claim] = [theVolume(stage), theClaim(stage)];
      await stage.create(
        withFutureFields(volume, { ...volume.spec, csi: { ...volume.spec.csi, futureField: { deep: [1, 2] } } }),
        withFutureFields(claim, claim.spec),
      );
      await stage.until('Bound', async () => (await readPair(stage)).claim.status?.phase === 'Bound');
      const before = await readPair(stage);

      assertDone(await stage.plugin(EDIT));

      const now = await readPair(stage);
      assert.notEqual(now.volume.metadata.uid, before.volume.metadata.uid);
      assert.deepEqual(now.volume.spec.csi?.['futureField'], { deep: [1, 2] });
      for (const object of [now.volume, now.claim]) {
        assert.equal(object.spec['futureField'], 'kept');
        assert.equal(object.metadata['futureField'], 'kept');
      }
    });
  });

  it('a second run on the same volume is told who holds it, and changes nothing', async () => {
    await onModel(async (stage, { model, clock }) => {
      await installVolume(stage);
      const before = await readPair(stage);
      model.apply(lease(stage.namespace, stage.volumeName, new Date(clock.now())));

      assertExit(await stage.plugin(EDIT), 4, /another run works on this volume: anna@laptop, run 7, since /);

      await assertUntouched(stage, before);
      assert.deepEqual(await stage.runs(), []);
    });
  });

  it('a run that is at work is neither to be gone on with nor to be taken back by whoever meets its lock', async () => {
    await onModel(async (stage, { model, clock }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace, replicas: 1, stopMs: 10_000 }));
      await untilReady(stage, 1);
      assertExit(await stage.plugin([...EDIT, '--timeout', '1s']), 7, /resume/);
      model.apply(lease(stage.namespace, stage.volumeName, new Date(clock.now())));

      const met = await stage.plugin(EDIT);

      assertExit(met, 4, /another run works on this volume: .*\nwait until it has ended/);
      assert.doesNotMatch(met.stderr, /go on: |go back: /);
    });
  });

  it('the lock of a run that died is taken over once it has expired, and is gone after the run', async () => {
    await onModel(async (stage, { model, clock }) => {
      await installVolume(stage);
      model.apply(lease(stage.namespace, stage.volumeName, new Date(clock.now() - 31_000)));

      assertDone(await stage.plugin(EDIT));

      assert.deepEqual(model.all(LEASES, stage.namespace), []);
    });
  });

  it('the lock is renewed for as long as the run takes', async () => {
    await onModel(async (stage, { model, clock }) => {
      await installVolume(stage);
      await stage.create(
        deployment({ namespace: stage.namespace, replicas: 1, stopMs: 120_000, gracePeriodSeconds: 200 }),
      );
      await untilReady(stage, 1);
      const ages: number[] = [];
      model.onChange(({ object }) => {
        const [held] = model.all(LEASES, stage.namespace);
        const renewed = Date.parse((held?.['spec'] as { renewTime?: string } | undefined)?.renewTime ?? '');
        if (object.kind === 'Pod' && held !== undefined) ages.push(clock.now() - renewed);
      });

      assertDone(await stage.plugin(EDIT));

      assert.ok(ages.length > 0);
      assert.ok(Math.max(...ages) < 30_000, `never older than it lasts: ${Math.max(...ages)} ms`);
    });
  });

  it('a renewal of the lock that fails is told and made up for by the next, and the run goes on', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(
        deployment({ namespace: stage.namespace, replicas: 1, stopMs: 60_000, gracePeriodSeconds: 90 }),
      );
      await untilReady(stage, 1);
      const isRenewal = ({ verb, resource }: PortRequest): boolean => verb === 'patch' && resource.kind === 'Lease';
      let failures = 0;
      const before = (request: PortRequest): ApiError | undefined =>
        isRenewal(request) && failures++ === 0 ? new ApiError('InternalError', 500, 'etcd has no leader') : undefined;

      const result = await stageOn(model.connect({ faults: { before } })).plugin([...EDIT, '--timeout', '5m']);

      assertDone(result);
      assert.equal(result.stderr.match(/the lock could not be renewed: etcd has no leader/g)?.length, 1);
      assert.ok(model.requests.filter((request) => isRenewal(request) && request.isApplied).length >= 3);
      assert.deepEqual(model.all(LEASES, stage.namespace), [], 'and it was given back');
    });
  });
});

function withFutureFields<T extends KubernetesObject>(object: T, spec: object): T {
  return { ...object, metadata: { ...object.metadata, futureField: 'kept' }, spec: { ...spec, futureField: 'kept' } };
}

function lease(namespace: string, volumeName: string, renewed: Date): KubernetesObject {
  const time = renewed.toISOString().replace('Z', '000Z');
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: `s3csi-recreate-${volumeName}`, namespace },
    spec: { holderIdentity: 'anna@laptop, run 7', leaseDurationSeconds: 30, acquireTime: time, renewTime: time },
  };
}
