import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/errors.js';
import { Recording } from './support/recording.js';
import { change, run, type Run } from './support/running.js';

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
