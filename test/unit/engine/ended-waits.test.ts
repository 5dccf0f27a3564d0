import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/errors.js';
import { interrupts, live, machineSleeps, refuses, shows, type WaitOutcome } from './support/waiting.js';

/** Nothing is left behind of a wait, however it ended. */
function assertClean({ leftOpen, listeners }: WaitOutcome): void {
  assert.deepEqual([leftOpen, listeners], [0, 0], 'watches and listeners that were left');
}

function assertFailure({ error }: WaitOutcome, code: Failure['code'], message: string): void {
  assert.ok(error instanceof Failure, String(error));
  assert.equal(error.code, code);
  assert.equal(error.message, message);
}

describe('wait: its time limit', () => {
  it('is told with who stands in the way, at the limit', async () => {
    const outcome = await live(
      { 0: shows('pods', 'a', 'b') },
      { limitMs: 90_000, look: (seen) => ({ done: false, blockers: [seen, 'another'] }) },
    );
    assertFailure(outcome, 'timed-out', 'waited 90 s for the Pods to be gone: pods:a+b; another');
    assert.equal(outcome.endedAt, 90_000);
    assertClean(outcome);
  });

  it('names those of the last look', async () => {
    const outcome = await live({ 0: shows('pods', 'a'), 5000: shows('pods', 'b') }, { limitMs: 10_000 });
    assertFailure(outcome, 'timed-out', 'waited 10 s for the Pods to be gone: pods:b');
  });

  it('comes also where nothing was ever seen', async () => {
    const outcome = await live({}, { limitMs: 5000 });
    assertFailure(outcome, 'timed-out', 'waited 5 s for the Pods to be gone');
    assert.deepEqual([outcome.endedAt, outcome.looks], [5000, []]);
    assertClean(outcome);
  });

  it('leaves one last look, which may find it done', async () => {
    const outcome = await live(
      { 0: shows('pods', 'a') },
      { limitMs: 5000, look: (seen, at) => (at >= 5000 ? { done: true } : { done: false, blockers: [seen] }) },
    );
    assert.deepEqual([outcome.error, outcome.endedAt], [undefined, 5000]);
  });

  it('holds however often things change', async () => {
    const story = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [at * 100, shows('pods', `a${at}`)]));
    const outcome = await live(story, { limitMs: 10_050 });
    assert.equal((outcome.error as Failure).code, 'timed-out');
    assert.equal(outcome.endedAt, 10_050);
  });
});

describe('wait: a machine that sleeps', () => {
  const HOUR = 3_600_000;

  it('has not waited meanwhile, and hears what came to pass', async () => {
    const outcome = await live({ 0: shows('pods', 'a'), 1500: machineSleeps(HOUR), 5000: shows('pods') });
    assert.deepEqual([outcome.error, outcome.endedAt], [undefined, 5000]);
  });

  it('in the middle of a look hears what came to pass too', async () => {
    const outcome = await live(
      { 0: shows('pods', 'a'), 50: machineSleeps(HOUR), 300: shows('pods') },
      {
        look: async (seen, _at, pause) => {
          await pause(100);
          return seen === 'pods:' ? { done: true } : { done: false, blockers: [seen] };
        },
      },
    );
    assert.deepEqual([outcome.error, outcome.endedAt], [undefined, 400]);
  });

  it('waits as long as it may, no more', async () => {
    const outcome = await live({ 0: shows('pods', 'a'), 1500: machineSleeps(HOUR) }, { limitMs: 10_000 });
    assertFailure(outcome, 'timed-out', 'waited 10 s for the Pods to be gone: pods:a');
    assert.ok(outcome.endedAt <= 11_000, `it ended after ${outcome.endedAt} ms`);
  });
});

describe('wait: the user asks to stop', () => {
  it('between two looks: it ends at once, as interrupted', async () => {
    const outcome = await live({
      0: shows('pods', 'a'),
      1500: interrupts,
    });
    assertFailure(outcome, 'interrupted', 'interrupted while waiting for the Pods to be gone');
    assert.equal(outcome.endedAt, 1500);
    assertClean(outcome);
  });

  it('before anything was seen', async () => {
    const outcome = await live({
      10: interrupts,
    });
    assertFailure(outcome, 'interrupted', 'interrupted while waiting for the Pods to be gone');
    assert.deepEqual([outcome.endedAt, outcome.looks], [10, []]);
    assertClean(outcome);
  });

  it('during a look: what it does is brought to its end, and no other begins', async () => {
    let finished = 0;
    const outcome = await live(
      { 0: shows('pods', 'a'), 3: interrupts, 4: shows('pods', 'b') },
      {
        look: async (seen, _at, pause) => {
          await pause(10);
          finished += 1;
          return { done: false, blockers: [seen] };
        },
      },
    );
    assertFailure(outcome, 'interrupted', 'interrupted while waiting for the Pods to be gone');
    assert.deepEqual([finished, outcome.looks.length, outcome.endedAt], [1, 1, 10]);
    assertClean(outcome);
  });

  it('during the look that finds it done: it is done', async () => {
    const outcome = await live(
      { 0: shows('pods'), 3: interrupts },
      {
        look: async (_seen, _at, pause) => {
          await pause(10);
          return { done: true };
        },
      },
    );
    assert.deepEqual([outcome.error, outcome.endedAt], [undefined, 10]);
  });

  it('before it begins: nothing is looked at', async () => {
    const outcome = await live({ 0: shows('pods') }, { isInterrupted: true });
    assertFailure(outcome, 'interrupted', 'interrupted while waiting for the Pods to be gone');
    assert.deepEqual(outcome.looks, []);
    assertClean(outcome);
  });
});

describe('wait: what goes wrong', () => {
  const mishap = new Error('mishap');

  it('in a look is thrown as it is', async () => {
    const outcome = await live({ 0: shows('pods', 'a') }, { look: () => Promise.reject(mishap) });
    assert.equal(outcome.error, mishap);
    assertClean(outcome);
  });

  it('in a look that throws at once too', async () => {
    const outcome = await live(
      { 0: shows('pods', 'a') },
      {
        look: () => {
          throw mishap;
        },
      },
    );
    assert.equal(outcome.error, mishap);
    assertClean(outcome);
  });

  for (const error of [mishap, undefined, 'text']) {
    it(`in a watch that is refused (${String(error)}) ends it at once, and the other watches with it`, async () => {
      const outcome = await live(
        {
          0: shows('pods', 'a'),
          300: refuses('claim', error),
        },
        { names: ['pods', 'claim'] },
      );
      assert.equal(outcome.error, error);
      assert.equal(outcome.endedAt, 300);
      assertClean(outcome);
    });
  }

  it('in a watch, after the wait was over, hurts nobody', async () => {
    const outcome = await live({
      0: ({ watched }) => {
        watched.show('pods');
        watched.refuse('pods', mishap);
      },
    });
    assert.equal(outcome.error, mishap);
    assertClean(outcome);
  });
});
