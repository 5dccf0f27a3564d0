import assert from 'node:assert/strict';
import { pod } from '../support/manifests/pod.js';
import { documentOf } from './documents.js';
import { onModel } from './model-stage.js';
import { stopHalfWay } from './stopped-half-way.js';
import { assertDone, assertExit, installVolume } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

describe('what is told of a plan and a run', () => {
  it('a plan to which nobody can say yes names no folder for a snapshot', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      const result = await stage.plugin(EDIT);
      assertExit(result, 2, /^error: there is no terminal to ask on/m);
      assert.match(result.stderr, /authenticationSource: pod/);
      assert.doesNotMatch(result.stderr, /Snapshot/);
    });
  });

  it('a dry run names only what would be made', async () => {
    await onModel(async (stage, doors) => {
      await stopHalfWay(stage, doors);
      const [on, back] = [
        await stage.plugin(['resume', '--dry-run=client']),
        await stage.plugin(['rollback', '--dry-run=client']),
      ];
      assert.equal(on.stdout, 'claim app/s3-pvc: would be recreated (dry run)\n');
      assert.equal(back.stdout, 'claim app/s3-pvc and volume s3-pv: would be recreated (dry run)\n');
    });
  });

  it('a run that is done names no way back that would be refused: a later one has made the objects anew', async () => {
    await onModel(async (stage, { clock }) => {
      await installVolume(stage);
      assertDone(await stage.plugin([...EDIT, '--yes']));
      await clock.sleep(1000);
      assertDone(await stage.plugin(['s3-pvc', '--set', 'stsRegion=eu-west-1', '--yes']));
      const [first = '', second = ''] = await stage.runs();

      const { stdout } = await stage.plugin(['show', first]);

      assert.match(
        stdout,
        new RegExp(`nothing; it was verified, and run ${second} has worked on this volume since\n$`),
      );
      assertExit(
        await stage.plugin(['rollback', first, '--yes']),
        4,
        new RegExp(`^error: run ${second} has worked on this volume after run ${first}`),
      );
      const document = documentOf(await stage.plugin(['show', first, '-o', 'json']), 'run');
      assert.deepEqual([document.laterRun, document.nextCommands], [second, undefined]);
      assert.match((await stage.plugin(['show', second])).stdout, /nothing; it is verified\n +go back: /);
    });
  });

  it('a Pod without a controller is no workload with Pods of its own', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      await stage.create(pod({ namespace: stage.namespace }));
      await stage.until('it is Ready', async () =>
        (await stage.pods()).some(({ status }) => status?.phase === 'Running'),
      );
      assertDone(await stage.plugin([...EDIT, '--yes', '--recreate-bare-pods']));
      const [run = ''] = await stage.runs();
      const { stdout } = await stage.plugin(['show', run]);
      assert.match(stdout, /Pod bare: begins to stop$/m);
      assert.match(stdout, /Pod bare: is Ready$/m);
    });
  });
});
