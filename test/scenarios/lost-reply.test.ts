import assert from 'node:assert/strict';
import { ApiError } from '../../src/model/errors.js';
import type { Faults } from '../support/model/faults.js';
import type { PortRequest } from '../support/model/port-request.js';
import { type BackDoors, onModel } from './model-stage.js';
import type { Stage } from './stage.js';
import { assertDone, assertExit, assertRecreated, installVolume, readPair } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

describe('a reply that is lost', () => {
  it('is not taken for a change that was not made, even if it was the first: the ways out are told', () =>
    told(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const lost: Faults = {
        after: ({ verb, resource, dryRun }) =>
          verb === 'delete' && resource.kind === 'PersistentVolumeClaim' && dryRun !== true
            ? new ApiError('', 0, 'no answer')
            : undefined,
      };

      const result = await stageOn(model.connect({ faults: lost })).plugin(EDIT);

      assertExit(result, 5, /^error: no answer\nstands: .*\nsnapshot: .*\ngo on: .*\ngo back: /m);
      assert.doesNotMatch(result.stderr, /nothing was changed/);
      assertDone(await stage.plugin(['resume', '--yes']));
    }));

  it('on the way back leaves a volume that the way forward knows as its own', () =>
    told(async (stage, doors) => {
      await installVolume(stage);
      const before = await readPair(stage);
      assertDone(await stage.plugin(EDIT));
      const [run = ''] = await stage.runs();
      const lost: Faults = {
        after: (request) => (isCreationOfVolume(request) ? new ApiError('', 0, 'no answer') : undefined),
      };

      assertExit(
        await doors.stageOn(doors.model.connect({ faults: lost })).plugin(['rollback', run, '--yes']),
        5,
        /no answer/,
      );
      assertDone(await stage.plugin(['resume', run, '--yes']));

      await assertRecreated(stage, before, AFTER);
    }));

  it('twice on the way back leaves it known too, though it looks otherwise than it was asked for by then', () =>
    told(async (stage, { model, stageOn }) => {
      await installVolume(stage, { reclaimPolicy: 'Delete' });
      const before = await readPair(stage);
      assertDone(await stage.plugin(EDIT));
      const [run = ''] = await stage.runs();
      const isLastPatch = ({ verb, resource, body, dryRun }: PortRequest): boolean =>
        verb === 'patch' &&
        resource.kind === 'PersistentVolume' &&
        JSON.stringify(body).includes('"Delete"') &&
        dryRun !== true;
      for (const isLost of [isCreationOfVolume, isLastPatch]) {
        const lost: Faults = { after: (request) => (isLost(request) ? new ApiError('', 0, 'no answer') : undefined) };
        const back = await stageOn(model.connect({ faults: lost })).plugin(['rollback', run, '--yes']);
        assertExit(back, 5, /no answer/);
      }

      assertDone(await stage.plugin(['resume', run, '--yes']));

      await assertRecreated(stage, before, AFTER);
    }));
});

async function told(tell: (stage: Stage, doors: BackDoors) => Promise<void>): Promise<void> {
  assert.deepEqual(await onModel(tell), []);
}

function isCreationOfVolume({ verb, resource, dryRun }: PortRequest): boolean {
  return verb === 'create' && resource.kind === 'PersistentVolume' && dryRun !== true;
}
