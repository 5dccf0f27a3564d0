import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/errors.js';
import { Recording } from './support/recording.js';
import { change, handClock, QUEUE, run, type Run } from './support/running.js';

describe('runner: a run that goes well', () => {
  it('announces its queue, then writes each step down before it is told, one after the other', async () => {
    const recording = new Recording();
    assert.equal(await run(recording, { steps: { patch: change } }), undefined);
    const told = 'event: changed step=patch verb=create object=volume s3-pv uid=v2';
    assert.ok(recording.lines.indexOf(told) > recording.lines.indexOf('cluster: create'));
    const others = recording.lines.filter((line) => line !== told);
    assert.deepEqual(others, [
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
    const warning: Run = (context) => {
      context.warn('look out');
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
