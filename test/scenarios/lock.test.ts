import assert from 'node:assert/strict';
import { LEASE, POD } from '../../src/model/references.js';
import { deployment } from '../support/manifests/deployment.js';
import { LEASES } from '../support/model/kinds.js';
import { onModel, type BackDoors } from './model-stage.js';
import type { Stage } from './stage.js';
import { stopHalfWay } from './stopped-half-way.js';
import {
  assertDone,
  assertExit,
  assertRestored,
  installVolume,
  readPair,
  readVolume,
  untilReady,
} from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const LOCK = 's3csi-recreate-s3-pv';
const TAKEN = /^error: the lock of this volume was taken by another run: /m;
const OUTRUN = /^error: (the lock of this volume is gone|volume s3-pv was given to another claim)/m;

/** A Deployment at work on the volume; resolves when its Pods are Ready. */
async function installAll(stage: Stage): Promise<void> {
  await installVolume(stage);
  await stage.create(deployment({ namespace: stage.namespace }));
  await untilReady(stage, 3);
}

/** As an attempt that took the lock over writes it; with the clock of a machine that is wrong by so much. */
function times(clock: BackDoors['clock'], offMs: number): { acquireTime: string; renewTime: string } {
  const time = new Date(clock.now() + offMs).toISOString().replace('Z', '000Z');
  return { acquireTime: time, renewTime: time };
}

describe('the lock of a volume', () => {
  it('taken over by a rollback of the same run: the run that had it changes nothing that was rolled back', async () => {
    await onModel(async (stage) => {
      await installAll(stage);
      const before = await readPair(stage);

      const result = await stage.disturbed(EDIT, { verb: 'delete', resource: POD }, async () => {
        const [run = ''] = await stage.runs();
        assertDone(await stage.plugin(['rollback', run, '--yes', '--take-over-lock']));
      });

      assertExit(result, 4, OUTRUN);
      await assertRestored(stage, before);
      assert.equal((await readVolume(stage)).metadata.deletionTimestamp, undefined, 'the volume is to stay');
      assert.match((await stage.plugin(['runs'])).stdout, / rolled back +\S+ +model$/m);
      assertExit(await stage.plugin(['resume', '--yes']), 2, /^error: no run is unfinished$/m);
    });
  });

  it('is lost to another attempt of the same run before the next change, and stays with it', async () => {
    await onModel(async (stage, { model, clock }) => {
      await installAll(stage);

      const result = await stage.disturbed(EDIT, { verb: 'delete', resource: POD }, async () => {
        await clock.sleep(5);
        await stage.patch(LEASE, LOCK, { spec: times(clock, 0) });
      });

      assertExit(result, 4, TAKEN);
      assert.equal(model.all(LEASES, stage.namespace).length, 1);
    });
  });

  it('of a run that died is waited for as long as it lasts, also where its clock was an hour ahead', async () => {
    await onModel(async (stage, doors) => {
      const run = await stopHalfWay(stage, doors);
      const { model, clock } = doors;
      model.apply(heldLease(stage, times(clock, 3_600_000)));
      const startedAt = clock.now();

      assertDone(await stage.plugin(['resume', run, '--yes']));

      assert.ok(clock.now() - startedAt < 60_000, `it took ${clock.now() - startedAt} ms`);
      assert.deepEqual(model.all(LEASES, stage.namespace), []);
    });
  });

  it('is not taken from a run whose clock is an hour ahead, and which goes on renewing it', async () => {
    await onModel(async (stage, doors) => {
      const run = await stopHalfWay(stage, doors);
      const { model, clock } = doors;
      model.apply(heldLease(stage, times(clock, 3_600_000)));

      const [result] = await Promise.all([
        stage.plugin(['resume', run, '--yes']),
        clock.sleep(20_000).then(() => stage.patch(LEASE, LOCK, { spec: times(clock, 3_600_000) })),
      ]);

      assertExit(result, 4, /^error: another run works on this volume: anna@laptop, run 7, since /m);
    });
  });

  it('that somebody took for a day is not waited for, but told', async () => {
    await onModel(async (stage, doors) => {
      const run = await stopHalfWay(stage, doors);
      const { model, clock } = doors;
      model.apply(heldLease(stage, { ...times(clock, 0), leaseDurationSeconds: 86_400 }));
      const startedAt = clock.now();

      const result = await stage.plugin(['resume', run, '--yes']);

      assertExit(
        result,
        4,
        /^error: another run works on this volume: anna@laptop, run 7, since .*\n.*after 86400 s, /m,
      );
      assert.ok(clock.now() - startedAt < 30_000, `it took ${clock.now() - startedAt} ms`);
    });
  });
});

function heldLease({ namespace }: Stage, spec: object) {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: LOCK, namespace },
    spec: { holderIdentity: 'anna@laptop, run 7', leaseDurationSeconds: 30, ...spec },
  };
}
