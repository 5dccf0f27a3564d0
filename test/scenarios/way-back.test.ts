import assert from 'node:assert/strict';
import type { Pod } from '../../src/model/objects.js';
import { POD } from '../../src/model/references.js';
import { ApiError } from '../../src/model/errors.js';
import { deployment } from '../support/manifests/deployment.js';
import { pod } from '../support/manifests/pod.js';
import { Crash } from '../support/model/faults.js';
import { isChange, type PortRequest } from '../support/model/port-request.js';
import { DEFAULT_TIMING } from '../support/model/timing.js';
import { person } from '../support/person.js';
import { onModel } from './model-stage.js';
import type { Stage } from './stage.js';
import {
  assertDone,
  assertExit,
  assertRestored,
  assertUntouched,
  installVolume,
  readPair,
  untilReady,
} from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--recreate-bare-pods'];
const IN_PLACE = ['s3-pvc', '--mount-option', 'allow-other', '--yes'];

async function withPods(stage: Stage, ...names: readonly string[]): Promise<void> {
  await installVolume(stage);
  await stage.create(...names.map((name) => pod({ namespace: stage.namespace, name })));
  await untilReady(stage, names.length);
}

async function untilGone(stage: Stage, name: string): Promise<void> {
  await stage.remove(POD, name);
  await stage.until(`${name} is gone`, async () => (await stage.read(POD, name)) === undefined);
}

/** As its kubelet says once its containers have ended by themselves. */
async function end(stage: Stage, name: string, phase: 'Succeeded' | 'Failed'): Promise<void> {
  await stage.patchStatus(POD, name, { phase, conditions: [] });
}

async function names(stage: Stage): Promise<readonly string[]> {
  return (await stage.pods()).map(({ metadata }) => metadata.name).sort();
}

async function firstRun(stage: Stage): Promise<string> {
  return (await stage.runs())[0] ?? '';
}

function diesAfter(verb: string, kind: string) {
  return {
    after: (request: PortRequest) =>
      isChange(request) && request.verb === verb && request.resource.kind === kind ? new Crash('killed') : undefined,
  };
}

describe('a run that a later one came after', () => {
  it('is not taken back over what that one has done, even where the objects are the same', async () => {
    await onModel(async (stage, { clock }) => {
      await withPods(stage, 'first');
      assertDone(await stage.plugin([...EDIT, '--yes']));
      await clock.sleep(1000);
      assertDone(await stage.plugin(IN_PLACE));
      const done = await readPair(stage);
      const [first = '', second = ''] = await stage.runs();

      for (const words of [['--yes'], ['--dry-run=client'], ['--yes', '--recreate-bare-pods']]) {
        const refused = await stage.plugin(['rollback', first, ...words]);
        assertExit(refused, 4, new RegExp(`^error: run ${second} has worked on this volume after run ${first}`));
      }
      await assertUntouched(stage, done);
    });
  });

  it('is not gone on with either: an in-place change that was killed half-way and then overtaken', async () => {
    await onModel(async (stage, { model, stageOn, clock }) => {
      const { namespace } = stage;
      await installVolume(stage);
      await stage.create(deployment({ namespace, replicas: 1 }));
      await untilReady(stage, 1);
      await stageOn(model.connect({ faults: diesAfter('patch', 'PersistentVolume') })).plugin(IN_PLACE);
      await clock.sleep(60_000);
      assertDone(await stage.plugin(['s3-pvc', '--mount-option', 'allow-root', '--yes']));
      const done = await readPair(stage);

      assertExit(await stage.plugin(['resume', await firstRun(stage), '--yes']), 4, /has worked on this volume after/);

      await assertUntouched(stage, done);
    });
  });
});

describe('a Pod without a controller that was to be created again', () => {
  for (const [what, happens] of [
    ['was deleted since', untilGone],
    ['has ended since', (stage: Stage, name: string) => end(stage, name, 'Succeeded')],
  ] as const) {
    it(`and ${what} is not started once more by the way back from a run that is done`, async () => {
      await onModel(async (stage, { clock }) => {
        await withPods(stage, 'first', 'task');
        const before = await readPair(stage);
        assertDone(await stage.plugin([...EDIT, '--yes']));
        await untilReady(stage, 2);
        await happens(stage, 'task');
        await clock.sleep(1000);

        assertDone(await stage.plugin(['rollback', await firstRun(stage), '--yes']));

        await assertRestored(stage, before);
        assert.deepEqual(await names(stage), ['first']);
      });
    });
  }

  it('and was deleted since makes no recreation of the way back from a change in place', async () => {
    await onModel(async (stage) => {
      await withPods(stage, 'first', 'task');
      const before = await readPair(stage);
      assertDone(await stage.plugin([...IN_PLACE, '--recreate-bare-pods']));
      await untilGone(stage, 'task');

      assertDone(await stage.plugin(['rollback', await firstRun(stage), '--yes']));

      await assertRestored(stage, before);
      assert.equal((await readPair(stage)).claim.metadata.uid, before.claim.metadata.uid);
      assert.deepEqual(await names(stage), ['first']);
    });
  });

  for (const [moment, phase, faults] of [
    ['before it was stopped', 'Failed', diesAfter('delete', 'PersistentVolumeClaim')],
    ['once it was there again', 'Succeeded', diesAfter('create', 'Pod')],
  ] as const) {
    it(`and ended by itself ${moment} is not waited for by a run that is gone on with`, async () => {
      await onModel(async (stage, { model, stageOn, clock }) => {
        await withPods(stage, 'task');
        await stageOn(model.connect({ faults })).plugin([...EDIT, '--yes']);
        await stage.until('it runs', async () => (await stage.read<Pod>(POD, 'task'))?.status?.phase === 'Running');
        await end(stage, 'task', phase);
        await clock.sleep(1000);

        assertDone(await stage.plugin(['resume', '--yes']));

        const phases = (await stage.pods()).map(({ status }) => status?.phase);
        assert.ok(
          phases.every((each) => each === phase),
          `it is not run once more: ${phases.join()}`,
        );
      });
    });
  }

  it('and failed with the new volume is no success of resume, and comes back by rollback', async () => {
    await onModel(async (stage, { model, stageOn, clock }) => {
      await withPods(stage, 'task');
      const before = await readPair(stage);
      await stageOn(model.connect({ faults: diesAfter('create', 'Pod') })).plugin([...EDIT, '--yes']);
      await stage.until('it runs', async () => (await stage.read<Pod>(POD, 'task'))?.status?.phase === 'Running');
      await end(stage, 'task', 'Failed');
      await clock.sleep(1000);

      assertExit(await stage.plugin(['resume', '--yes', '--timeout=5s']), 7, /Pod task/);
      assertDone(await stage.plugin(['rollback', '--yes']));

      await assertRestored(stage, before);
      await untilReady(stage, 1);
    });
  });

  it('and waits for its node when the plan back is made is stopped once it has one', async () => {
    const timing = { ...DEFAULT_TIMING, scheduling: [25, 25] as const };
    await onModel(
      async (stage, { model, stageOn }) => {
        await withPods(stage, 'first');
        const before = await readPair(stage);
        let isOver = false;
        const after = (request: PortRequest): ApiError | undefined => {
          if (isOver || !isChange(request) || request.verb !== 'create' || request.resource.kind !== 'Pod') return;
          isOver = true;
          return new ApiError('InternalError', 500, 'the reply is lost');
        };

        const result = await stageOn(model.connect({ faults: { after } })).plugin([
          ...EDIT,
          '--yes',
          '--on-failure=rollback',
        ]);

        assertExit(result, 5, /the reply is lost/);
        assert.doesNotMatch(result.stderr, /could not be rolled back/);
        await assertRestored(stage, before);
        await untilReady(stage, 1);
      },
      { timing },
    );
  });

  it('and one that waits, and gets its node while the question waits, is looked at again first', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await withPods(stage, 'first');
      const before = await readPair(stage);
      const waiting = pod({ namespace: stage.namespace, name: 'second', schedulerName: 'night-watch' });
      await stage.create(waiting);
      const yes = person(true);
      const placing = {
        ...yes,
        confirm: async (question: string, signal: AbortSignal) => {
          const second = await stage.read<Pod>(POD, 'second');
          assert.ok(second);
          await stage.assign(second, 'node-1');
          return yes.confirm(question, signal);
        },
      };

      const result = await stageOn(model.cluster, undefined, placing).plugin(EDIT);

      assertExit(result, 4, /^error: Pod second got a node after the plan was made/m);
      await assertUntouched(stage, before);
    });
  });

  it('and is labelled while the question waits is looked at again first', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await withPods(stage, 'first');
      const before = await readPair(stage);
      const yes = person(true);
      const labelling = {
        ...yes,
        confirm: async (question: string, signal: AbortSignal) => {
          await stage.patch(POD, 'first', { metadata: { labels: { ticket: 'CHG-7' } } });
          return yes.confirm(question, signal);
        },
      };

      const result = await stageOn(model.cluster, undefined, labelling).plugin(EDIT);

      assertExit(result, 4, /^error: Pod first was changed after the plan was made/m);
      await assertUntouched(stage, before);
    });
  });
});
