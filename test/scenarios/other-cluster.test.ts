import assert from 'node:assert/strict';
import { createModelCluster } from '../support/model/model-cluster.js';
import { onModel, type BackDoors } from './model-stage.js';
import { stopHalfWay } from './stopped-half-way.js';
import { assertDone, assertExit } from './stories/facts.js';

const ELSEWHERE = { identity: { server: 'https://other:6443' } };

describe('a run and another cluster', () => {
  /** The same disk before a cluster that has a namespace of the same name. */
  const onAnother = ({ clock, stageOn }: BackDoors) => stageOn(createModelCluster(clock).connect(ELSEWHERE));

  for (const verb of ['resume', 'rollback']) {
    it(`${verb} refuses, names both, and says how to reach the run's own`, async () => {
      await onModel(async (stage, doors) => {
        const run = await stopHalfWay(stage, doors);

        const [named, any] = [
          await onAnother(doors).plugin([verb, run, '--yes']),
          await onAnother(doors).plugin([verb, '--yes']),
        ];

        assertExit(
          named,
          2,
          /^error: run \S+ is of the cluster at https:\/\/\S+, but the current one is https:\/\/other:6443$/m,
        );
        assert.match(named.stderr, /--context model$/m);
        assertExit(any, 2, /^error: no run of this cluster is unfinished$/m);
        assert.match(any.stderr, /--context model, or, where this is another way to the same cluster, the run$/m);
      });
    });
  }

  it('show tells the run, and that the cluster was not looked at', async () => {
    await onModel(async (stage, doors) => {
      const run = await stopHalfWay(stage, doors);
      const shown = await onAnother(doors).plugin(['show', run]);
      assert.equal(shown.code, 0);
      assert.match(shown.stdout, /not looked at: the run is of the cluster at/);
    });
  });

  it('is the same one where only the way to it is another, as through a tunnel', async () => {
    await onModel(async (stage, doors) => {
      const run = await stopHalfWay(stage, doors);
      const tunnelled = doors.stageOn(doors.model.connect(ELSEWHERE));
      assertExit(await tunnelled.plugin(['resume', '--yes']), 2, /^error: no run of this cluster is unfinished$/m);
      assertDone(await tunnelled.plugin(['resume', run, '--yes']));
    });
  });

  it('counts as another one where the namespace may not be read', async () => {
    await onModel(async (stage, doors) => {
      const run = await stopHalfWay(stage, doors);
      const can = ({ resource }: { resource: { kind: string } }): boolean => resource.kind !== 'Namespace';
      const tunnelled = doors.stageOn(doors.model.connect({ ...ELSEWHERE, can }));
      assertExit(await tunnelled.plugin(['resume', run, '--yes']), 2, /^error: run \S+ is of the cluster at /m);
    });
  });
});
