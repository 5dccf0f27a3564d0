import assert from 'node:assert/strict';
import { runSteps, type RunSubject } from '../../../src/engine/runner.js';
import type { Clock } from '../../../src/model/clock.js';
import { Failure } from '../../../src/model/errors.js';
import type { PlannedStep, StepId } from '../../../src/model/plan.js';
import { VOLUME } from '../../../src/model/references.js';
import type { Step, StepContext } from '../../../src/model/step.js';
import { volume } from '../../support/manifests/volume.js';
import { planView } from '../output/support/view.js';
import { Recording } from './support/recording.js';

type Run = (context: StepContext) => Promise<string | undefined>;

/** A clock that a step moves by hand. */
function handClock(): Clock & { pass(ms: number): void } {
  let now = 0;
  return {
    now: () => now,
    sleep: () => Promise.reject(new Error('nothing here sleeps')),
    pass: (ms) => {
      now += ms;
    },
  };
}

const QUEUE: readonly PlannedStep[] = [
  { id: 'recheck', title: 'look' },
  { id: 'patch', title: 'change' },
];

interface Setting {
  readonly steps?: Partial<Record<StepId, Run>>;
  readonly queue?: readonly PlannedStep[];
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Runs the queue; steps that the test does not speak of do nothing. */
async function run(
  recording: Recording,
  { steps = {}, queue = QUEUE, signal = new AbortController().signal, clock = handClock() }: Setting = {},
): Promise<unknown> {
  const subject: RunSubject = {
    id: 'run-1',
    plan: { ...planView().plan, steps: queue },
    settings: { timeoutMs: 1000, unmountTimeoutMs: 1000 },
    workloads: [],
  };
  const all = Object.fromEntries(
    queue.map(({ id }) => [id, { id, run: steps[id] ?? (() => Promise.resolve(undefined)) }]),
  ) as unknown as Record<StepId, Step>;
  const tools = {
    cluster: recording.cluster(),
    clock,
    reporter: recording.reporter,
    log: recording.log,
    signal,
    steps: all,
  };
  try {
    await runSteps(subject, tools);
    return undefined;
  } catch (error) {
    return error;
  }
}

const change: Run = async ({ cluster }: StepContext) => {
  await cluster.create(volume(), VOLUME);
  return 'made';
};

describe('runner: a run that goes well', () => {
  it('announces its queue, then writes each step down before it is told, one after the other', async () => {
    const recording = new Recording();
    assert.equal(await run(recording, { steps: { patch: change } }), undefined);
    assert.deepEqual(recording.lines, [
      'event: run-started',
      'journal: step step=recheck state=started',
      'event: step-started step=recheck',
      'journal: step step=recheck state=finished',
      'event: step-finished step=recheck',
      'journal: step step=patch state=started',
      'event: step-started step=patch',
      'journal: intent verb=create object=volume s3-pv',
      'cluster: create',
      'journal: outcome verb=create object=volume s3-pv uid=v2',
      'event: changed step=patch verb=create object=volume s3-pv uid=v2',
      'journal: step step=patch state=finished message=made',
      'event: step-finished step=patch note=made',
      'journal: ended result=done',
      'event: run-finished',
    ]);
  });

  it('tells the whole queue, where it is kept, and how long each took', async () => {
    const recording = new Recording();
    const clock = handClock();
    const events: unknown[] = [];
    const reporter = { report: (event: unknown) => events.push(event) };
    const timed = Object.assign(recording, { reporter });
    await run(timed, {
      clock,
      steps: {
        recheck: () => {
          clock.pass(1500);
          return Promise.resolve(undefined);
        },
      },
    });
    assert.deepEqual(events[0], { type: 'run-started', run: 'run-1', folder: '/runs/run-1', steps: QUEUE });
    assert.deepEqual(events[2], { type: 'step-finished', step: 'recheck', title: 'look', elapsedMs: 1500 });
    assert.deepEqual(events.at(-1), { type: 'run-finished', elapsedMs: 1500 });
  });

  it('passes the steps’ warnings on', async () => {
    const recording = new Recording();
    const warning: Run = ({ warn }) => {
      warn('look out');
      return Promise.resolve(undefined);
    };
    await run(recording, { steps: { recheck: warning } });
    assert.ok(recording.lines.includes('event: warning message=look out'));
  });

  it('gives each step the plan, the settings and the clock it was given', async () => {
    const seen: unknown[] = [];
    const clock = handClock();
    await run(new Recording(), {
      clock,
      steps: {
        recheck: (context) => {
          seen.push(
            context.clock,
            context.plan.steps,
            context.settings.timeoutMs,
            context.workloads,
            context.cluster.identity.context,
          );
          return Promise.resolve(undefined);
        },
      },
    });
    assert.deepEqual(seen, [clock, QUEUE, 1000, [], 'prod']);
  });
});

describe('runner: a step that fails', () => {
  const mishap = new Failure('conflict', 'it was changed');
  const failing: Run = () => Promise.reject(mishap);

  it('is written down and told, and none comes after it', async () => {
    const recording = new Recording();
    assert.equal(await run(recording, { steps: { recheck: failing, patch: change } }), mishap);
    assert.deepEqual(recording.lines, [
      'event: run-started',
      'journal: step step=recheck state=started',
      'event: step-started step=recheck',
      'journal: step step=recheck state=failed message=it was changed',
      'event: step-failed step=recheck',
      'journal: ended result=failed message=it was changed',
    ]);
  });

  it('by throwing something that is no error is written down in its words', async () => {
    const recording = new Recording();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is what is tried
    assert.equal(await run(recording, { steps: { recheck: () => Promise.reject('odd') } }), 'odd');
    assert.ok(recording.lines.includes('journal: ended result=failed message=odd'));
  });

  it('ends the run as interrupted where the user asked for it', async () => {
    const recording = new Recording();
    const interrupted = new Failure('interrupted', 'interrupted while waiting for x');
    await run(recording, { steps: { recheck: () => Promise.reject(interrupted) } });
    assert.ok(recording.lines.includes('journal: ended result=interrupted message=interrupted while waiting for x'));
  });

  it('is told in its own words where the journal cannot be written any more', async () => {
    for (const unwritable of [[2], [3], [2, 3]]) {
      const recording = new Recording(...unwritable);
      assert.equal(await run(recording, { steps: { recheck: failing } }), mishap, `lines ${unwritable.join(' and ')}`);
      assert.ok(recording.lines.includes('event: step-failed step=recheck'));
    }
  });
});

describe('runner: the user asks to stop', () => {
  it('between two steps: the next one does not begin', async () => {
    const recording = new Recording();
    const user = new AbortController();
    const interrupting: Run = () => {
      user.abort();
      return Promise.resolve('brought to its end');
    };
    const error = await run(recording, { signal: user.signal, steps: { recheck: interrupting, patch: change } });
    assert.ok(error instanceof Failure);
    assert.deepEqual([error.code, error.message], ['interrupted', 'interrupted before the step "change"']);
    assert.deepEqual(recording.lines.slice(3), [
      'journal: step step=recheck state=finished message=brought to its end',
      'event: step-finished step=recheck note=brought to its end',
      'journal: ended result=interrupted message=interrupted before the step "change"',
    ]);
  });

  it('before the first step: nothing is done', async () => {
    const recording = new Recording();
    const error = await run(recording, { signal: AbortSignal.abort(), steps: { patch: change } });
    assert.equal((error as Failure).code, 'interrupted');
    assert.equal(
      recording.lines.some((line) => line.startsWith('cluster')),
      false,
    );
  });

  it('after the last step: it is done all the same', async () => {
    const recording = new Recording();
    const user = new AbortController();
    const interrupting: Run = () => {
      user.abort();
      return Promise.resolve(undefined);
    };
    assert.equal(await run(recording, { signal: user.signal, steps: { patch: interrupting } }), undefined);
    assert.equal(recording.lines.at(-1), 'event: run-finished');
  });
});

describe('runner: a journal that cannot be written', () => {
  it('at the beginning of a step keeps it from beginning', async () => {
    const recording = new Recording(3);
    const error = await run(recording, { steps: { patch: change } });
    assert.match(String(error), /line 3 cannot be written/);
    assert.equal(
      recording.lines.some((line) => line.startsWith('cluster')),
      false,
    );
  });

  it('after a change still tells that something was changed', async () => {
    // 3: patch begins, 4: intent, 5: outcome.
    const recording = new Recording(5);
    const error = await run(recording, { steps: { patch: change } });
    assert.match(String(error), /line 5 cannot be written/);
    assert.ok(
      recording.lines.some((line) => line.startsWith('event: changed')),
      recording.lines.join('\n'),
    );
  });
});
