import assert from 'node:assert/strict';
import { ApiError } from '../../src/model/errors.js';
import { deployment } from '../support/manifests/deployment.js';
import { person } from '../support/person.js';
import type { Faults } from '../support/model/faults.js';
import { PODS } from '../support/model/kinds.js';
import { documentOf, linesOf } from './documents.js';
import { onModel } from './model-stage.js';
import type { Stage } from './stage.js';
import { assertExit, installVolume, isReady, untilReady } from './stories/facts.js';

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

describe('what a script reads, on the model', () => {
  it('--on-failure=rollback tells a script of both ways, and that it failed', async () => {
    await onModel(async (stage, { model, stageOn, clock }) => {
      await installVolume(stage);
      const planned = documentOf(await stage.plugin([...EDIT, '--dry-run=client', '-ojson']));
      const digest = planned.plan?.digest ?? '';
      const failing = (): Stage => stageOn(model.connect({ faults: refusingTheClaimOnce() }));

      const result = await failing().plugin([
        ...EDIT,
        '--on-failure=rollback',
        '-o',
        'json',
        '-q',
        '--expect-plan',
        digest,
      ]);

      assertExit(result, 5, /^error: claims are forbidden for now\n/);
      const { error, steps, rollback } = documentOf(result);
      assert.equal(error?.runState, 'rolled-back');
      assert.equal(steps?.find(({ state }) => state === 'failed')?.id, 'create-claim');
      assert.ok(rollback?.steps?.every(({ state }) => state === 'finished'));
      await clock.sleep(1000);
      const lines = linesOf(await failing().plugin([...EDIT, '--on-failure=rollback', '-o', 'jsonl', '-q']));
      assert.equal(lines.filter(({ type }) => type === 'plan').length, 2);
      assert.equal(lines.at(-1)?.error?.runState, 'rolled-back');
    });
  });

  it('--quiet says nothing but errors on standard error, also of a dry run and where there is nobody to ask', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      const edit = ['s3-pvc', '--set', 'authenticationSource=pod', '-q'];

      assert.equal((await stage.plugin([...edit, '--dry-run=client'])).stderr, '');
      assert.match((await stage.plugin(edit)).stderr, /^error: there is no terminal to ask on/);
      assert.equal((await stage.plugin([...edit, '--yes'])).stderr, '');
      assert.equal((await stage.plugin(['runs', '-q', '--state-dir', 'empty'])).stderr, '');
    });
  });

  it('--quiet shows the plan all the same where a question is asked about it', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const somebody = person(false);

      const { code, stderr } = await stageOn(model.cluster, undefined, somebody).plugin([
        's3-pvc',
        '--unchanged',
        '-q',
      ]);

      assert.equal(code, 8);
      assert.match(stderr, /^Claim +app\/s3-pvc \(Bound\)/);
    });
  });

  it('the downtime is what the cluster saw, but for the time that a request takes', async () => {
    for (const stopMs of [500, 4000]) {
      await onModel(async (stage, { model, clock }) => {
        await installVolume(stage);
        await stage.create(deployment({ namespace: stage.namespace, replicas: 3, stopMs }));
        await untilReady(stage, 3);
        const seen = { stops: Infinity, isBack: -Infinity, count: 3 };
        model.onChange(({ object }) => {
          if (object.kind !== 'Pod' || object.metadata.namespace !== stage.namespace) return;
          const count = model.all(PODS, stage.namespace).filter(isReady).length;
          if (object.metadata.deletionTimestamp !== undefined) seen.stops = Math.min(seen.stops, clock.now());
          if (count === 3 && seen.count < 3) seen.isBack = clock.now();
          seen.count = count;
        });

        const { downtime } = documentOf(await stage.plugin([...EDIT, '-o', 'json', '-q']));

        const [measured] = downtime?.workloads ?? [];
        assert.ok(measured);
        assert.ok(Math.abs(Date.parse(measured.from) - seen.stops) < 100, `${measured.from}, ${seen.stops}`);
        assert.ok(Math.abs(Date.parse(measured.to) - seen.isBack) < 100, `${measured.to}, ${seen.isBack}`);
      });
    }
  });
});
