import assert from 'node:assert/strict';
import type { PersistentVolume } from '../../src/model/objects.js';
import { deployment } from '../support/manifests/deployment.js';
import { disruptionBudget } from '../support/manifests/disruption-budget.js';
import { pod } from '../support/manifests/pod.js';
import { Crash, type Faults } from '../support/model/faults.js';
import { isChange, type PortRequest } from '../support/model/port-request.js';
import { onModel } from '../scenarios/model-stage.js';
import type { Stage } from '../scenarios/stage.js';
import {
  assertDone,
  assertRecreated,
  installVolume,
  readPair,
  type Pair,
  untilReady,
} from '../scenarios/stories/facts.js';

/** With what was let through: nothing of it is asked about again. */
const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--recreate-bare-pods', '--allow-disruption'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

type Moment = 'before' | 'after';

describe('a run that dies around any change it makes', () => {
  for (const moment of ['before', 'after'] as const) {
    for (const way of ['resume', 'rollback'] as const) {
      it(`is brought to its end by ${way} when it died ${moment} the change`, async () => {
        const changes = await changesOfARun();
        assert.ok(changes > 8, `a run makes several changes: ${changes}`);
        for (let index = 0; index < changes; index++) await dieAndGoOn(index, moment, way);
      });
    }
  }
});

async function changesOfARun(): Promise<number> {
  let count = 0;
  await onModel(async (stage, { model }) => {
    await laidOut(stage);
    assertDone(await stage.plugin(EDIT));
    count = model.requests.filter(isChange).length;
  });
  return count;
}

async function dieAndGoOn(index: number, moment: Moment, way: 'resume' | 'rollback'): Promise<void> {
  const violations = await onModel(async (stage, { model, clock, stageOn }) => {
    const before = await laidOut(stage);
    const connection = model.connect({ faults: dieAt(index, moment) });

    const died = await stageOn(connection).plugin(EDIT);
    const [run] = await stage.runs();

    if (died.code === 0) {
      // All that was left to do was to let go of the lock, which expires.
      await assertRecreated(stage, before, AFTER);
      return;
    }
    if (run === undefined) {
      // It had no more than its lock, which expires.
      await clock.sleep(31_000);
      await assertAsBefore(stage, before);
      return;
    }
    assertDone(await stage.plugin([way, run, '--yes']));
    if (way === 'resume') await assertRecreated(stage, before, AFTER);
    else await assertAsBefore(stage, before);
    await untilReady(stage, 4);
    await untilReady(stage, 1, 'bare');
  });
  assert.deepEqual(violations, [], `died ${moment} change ${index}`);
}

/** The program dies around its change number `index`. */
function dieAt(index: number, moment: Moment): Faults {
  let seen = 0;
  const at = (request: PortRequest): Error | undefined =>
    isChange(request) && seen++ === index ? new Crash('killed') : undefined;
  return moment === 'before' ? { before: at } : { after: at };
}

async function laidOut(stage: Stage): Promise<Pair> {
  await installVolume(stage);
  const { namespace } = stage;
  await stage.create(deployment({ namespace }), pod({ namespace, labels: { app: 'bare' } }));
  await untilReady(stage, 4);
  await stage.create(...['web', 'bare'].map((app) => disruptionBudget({ namespace, app })));
  return readPair(stage);
}

async function assertAsBefore(stage: Stage, before: Pair): Promise<void> {
  const { volume, claim } = await readPair(stage);
  assert.deepEqual(specOf(volume), specOf(before.volume));
  assert.deepEqual(claim.spec, before.claim.spec);
  for (const [is, was] of [
    [volume, before.volume],
    [claim, before.claim],
  ] as const) {
    assert.deepEqual(is.metadata.labels, was.metadata.labels);
    assert.equal(is.metadata.annotations?.['example.com/ticket'], 'CHG-1');
  }
  assert.equal(volume.spec.claimRef?.uid, claim.metadata.uid);
  assert.equal(claim.status?.phase, 'Bound');
}

function specOf({ spec }: PersistentVolume) {
  return { ...spec, claimRef: 0 };
}
