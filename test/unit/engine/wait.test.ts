import assert from 'node:assert/strict';
import type { Look } from '../../../src/model/step.js';
import { live, shows, type WaitOutcome } from './support/waiting.js';

/** Nothing is left behind of a wait, however it ended. */
function assertClean({ leftOpen, listeners }: WaitOutcome): void {
  assert.deepEqual([leftOpen, listeners], [0, 0], 'watches and listeners that were left');
}

describe('wait: until it is done', () => {
  it('is over at the first look, where there is nothing to wait for', async () => {
    const outcome = await live({ 0: shows('pods') });
    assert.deepEqual([outcome.error, outcome.endedAt, outcome.looks.length], [undefined, 0, 1]);
    assertClean(outcome);
  });

  it('is over at the very change that brings it about', async () => {
    const outcome = await live({
      0: shows('pods', 'a', 'b'),
      700: shows('pods', 'b'),
      900: shows('pods'),
    });
    assert.equal(outcome.error, undefined);
    assert.deepEqual(outcome.looks, [
      [0, 'pods:a+b'],
      [700, 'pods:b'],
      [900, 'pods:'],
    ]);
    assert.equal(outcome.endedAt, 900);
    assertClean(outcome);
  });

  it('does not look before everything that is watched is known', async () => {
    const look = (seen: string): Look => (seen === 'claim: pods:' ? { done: true } : { done: false, blockers: [seen] });
    const outcome = await live(
      {
        0: shows('pods', 'a'),
        2500: shows('claim'),
        2600: shows('pods'),
      },
      { names: ['pods', 'claim'], look },
    );
    assert.deepEqual(outcome.looks, [
      [2500, 'claim: pods:a'],
      [2600, 'claim: pods:'],
    ]);
  });

  it('sees the latest state only, where several changes come at once', async () => {
    const outcome = await live({
      0: ({ watched }) => {
        for (const pods of [['a', 'b', 'c'], ['a', 'b'], ['a']]) watched.show('pods', ...pods);
      },
      10: ({ watched }) => {
        watched.show('pods', 'a', 'b');
        watched.show('pods');
      },
    });
    assert.deepEqual(outcome.looks, [
      [0, 'pods:a'],
      [10, 'pods:'],
    ]);
  });
});

describe('wait: one look at a time', () => {
  it('never two, however fast the changes come, and none of them is missed', async () => {
    const counts = { now: 0, most: 0 };
    const story = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [at, shows('pods', `a${at}`)]));
    const outcome = await live(
      { ...story, 20: shows('pods') },
      {
        look: async (seen, _at, pause) => {
          counts.now += 1;
          counts.most = Math.max(counts.most, counts.now);
          await pause(6);
          counts.now -= 1;
          return seen === 'pods:' ? { done: true } : { done: false, blockers: [seen] };
        },
      },
    );
    assert.equal(counts.most, 1);
    assert.equal(outcome.error, undefined);
    assert.deepEqual(
      outcome.looks.map(([at]) => at),
      [0, 6, 12, 18, 24],
    );
    assertClean(outcome);
  });

  it('that asks for the next one at once gets it, and no more', async () => {
    let looks = 0;
    const outcome = await live(
      { 0: shows('pods', 'a') },
      { look: (seen) => (++looks < 3 ? { done: false, blockers: [seen], againInMs: 0 } : { done: true }) },
    );
    assert.deepEqual([outcome.error, outcome.endedAt, outcome.looks.length], [undefined, 0, 3]);
  });
});

describe('wait: without changes', () => {
  it('says every second that it still waits, and does not look for that', async () => {
    const outcome = await live({
      0: shows('pods', 'a'),
      10_500: shows('pods'),
    });
    assert.equal(outcome.looks.length, 2);
    assert.ok(outcome.told.length >= 10 && outcome.told.length <= 13, String(outcome.told.length));
    assert.ok(outcome.sleeps <= 13, `${outcome.sleeps} sleeps`);
    assert.ok(outcome.told.every(([at, blockers]) => blockers === (at === 0 && blockers === '' ? '' : 'pods:a')));
  });

  it('looks again when the look before asked for it, and as often', async () => {
    const outcome = await live(
      { 0: shows('pods', 'a') },
      { look: (seen, at) => (at >= 15_000 ? { done: true } : { done: false, blockers: [seen], againInMs: 5000 }) },
    );
    assert.deepEqual(
      outcome.looks.map(([at]) => at),
      [0, 5000, 10_000, 15_000],
    );
    assertClean(outcome);
  });

  it('takes the last word for when to look again', async () => {
    const outcome = await live(
      {
        0: shows('pods', 'a'),
        100: shows('pods', 'b'),
        20_000: shows('pods'),
      },
      {
        look: (seen) => {
          if (seen === 'pods:') return { done: true };
          return { done: false, blockers: [seen], ...(seen === 'pods:a' ? { againInMs: 3000 } : {}) };
        },
      },
    );
    assert.deepEqual(
      outcome.looks.map(([at]) => at),
      [0, 100, 20_000],
    );
  });

  it('asks for no turn of the processor but those', async () => {
    const day = 24 * 60 * 60 * 1000;
    const outcome = await live({ 0: shows('pods', 'a') }, { limitMs: day / 24 });
    assert.equal(outcome.looks.length, 2, 'at the beginning and at the end');
    assert.ok(outcome.sleeps <= 3602, `${outcome.sleeps} sleeps in an hour`);
  });
});
