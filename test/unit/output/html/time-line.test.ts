import assert from 'node:assert/strict';
import type { RunView } from '../../../../src/model/texts.js';
import { attemptsOf, timed, type Attempt } from '../../../../src/output/html/attempts.js';
import type { Lane } from '../../../../src/output/html/lane.js';
import { objectLanes } from '../../../../src/output/html/object-lanes.js';
import { scaleFor } from '../../../../src/output/html/scale.js';
import { duration } from '../../../../src/output/html/times.js';
import { workloadLanes } from '../../../../src/output/html/workload-lanes.js';
import { DONE, RESUMED, STOPPED } from '../../../docs/told-runs.js';

/** Each thing with how it stood, and from which second on. */
function told({ record, entries }: RunView): Readonly<Record<string, readonly string[]>> {
  const attempts = attemptsOf(record, timed(entries));
  const [from, end] = [attempts[0]?.from ?? 0, attempts.at(-1)?.to ?? 0];
  const lanes: readonly Lane[] = [
    ...objectLanes(record, timed(entries), from, end),
    ...workloadLanes(record, entries, from, end),
  ];
  return Object.fromEntries(
    lanes.map(({ name, spans }) => [name, spans.map((span) => `${(span.from - from) / 1000} ${span.words}`)]),
  );
}

describe('a time line', () => {
  it('tells how each thing stood, from when on, as the journal has it', () => {
    assert.deepEqual(told(DONE), {
      'Claim app/s3-pvc': [
        '0 Bound',
        '0.66 Terminating',
        '8.2 does not exist',
        '11.6 new, not bound yet',
        '12.6 Bound',
      ],
      'Volume s3-pv': [
        '0 Bound',
        '8.2 Released',
        '11 Terminating',
        '11.2 does not exist',
        '11.3 new, not bound yet',
        '12.6 Bound',
      ],
      Mount: ['0 old mount', '0.75 Pods are stopping', '8.2 no Pod on it', '10.9 let go', '16.1 new mount'],
      'Deployment web': ['0 3 Pods', '0.75 down 15.3 s', '16.1 3 Pods Ready'],
      'StatefulSet batch': ['0 1 Pod', '0.75 down 16.6 s', '17.3 1 Pod Ready'],
    });
  });

  it('ends with what is not whole yet where the run stopped', () => {
    assert.deepEqual(told(STOPPED)['StatefulSet batch'], ['0 1 Pod', '0.75 down, not Ready yet']);
    assert.deepEqual(told(STOPPED)['Claim app/s3-pvc'], ['0 Bound', '0.66 Terminating']);
  });

  it('tells how many Pods a workload had in the end, where it wanted fewer by then', () => {
    const entries = DONE.entries.map((entry) =>
      entry.type === 'workload' && entry.state === 'ready' && entry.name === 'web' ? { ...entry, pods: 1 } : entry,
    );
    assert.deepEqual(told({ ...DONE, entries })['Deployment web'], [
      '0 3 Pods',
      '0.75 down 15.3 s',
      '16.1 1 Pod Ready',
    ]);
  });

  it('goes on over all attempts', () => {
    assert.deepEqual(told(RESUMED)['Deployment web'], ['0 3 Pods', '0.75 down 2 h 5 min', '7509.1 3 Pods Ready']);
  });

  it('knows by the next plan what went while nobody looked', () => {
    const [begin, rest] = [STOPPED.entries, RESUMED.entries.slice(STOPPED.entries.length)];
    const later = rest.map((entry) =>
      entry.type === 'resumed' ? { ...entry, steps: entry.steps.filter(({ id }) => id !== 'stop-pods') } : entry,
    );
    assert.equal(told({ ...RESUMED, entries: [...begin, ...later] })['Claim app/s3-pvc']?.[2], '7500 does not exist');
  });

  it('takes a step that has ended for proof, where the answer to its change was lost', () => {
    const entries = DONE.entries.filter((entry) => entry.type !== 'outcome');
    assert.deepEqual(told({ ...DONE, entries })['Claim app/s3-pvc'], [
      '0 Bound',
      '0.7 Terminating',
      '8.2 does not exist',
      '11.7 new, not bound yet',
      '12.6 Bound',
    ]);
  });

  it('has no mount where no Pod had one', () => {
    const record = { ...DONE.record, workloads: [] };
    assert.deepEqual(Object.keys(told({ ...DONE, record })), ['Claim app/s3-pvc', 'Volume s3-pv']);
  });
});

describe('the scale of a time line', () => {
  const attempt = (from: number, to: number): Attempt => ({ toward: 'target', from, to, steps: [] });

  it('is even, from end to end, with round marks', () => {
    const { place, ticks, breaks } = scaleFor([attempt(1000, 11_000)]);
    assert.deepEqual([0, 1000, 6000, 11_000, 99_000].map(place), [0, 0, 50, 100, 100]);
    assert.deepEqual(
      ticks.map(({ at, words }) => `${at} ${words}`),
      ['0 0 s', '20 2 s', '40 4 s', '60 6 s', '80 8 s'],
    );
    assert.deepEqual(breaks, []);
  });

  it('draws a long pause short, and leaves every attempt room', () => {
    const { place, breaks } = scaleFor([attempt(0, 100_000), attempt(10_000_000, 10_001_000)]);
    assert.deepEqual(
      breaks.map(({ words }) => words),
      ['2 h 45 min'],
    );
    assert.ok(place(10_000_000) - place(100_000) < 10);
    assert.ok(100 - place(10_000_000) > 30);
  });

  it('never has marks that run into each other, however long it is', () => {
    for (const ms of [1, 90, 1000, 59_000, 3_599_000, 86_400_000, 40 * 86_400_000]) {
      const { ticks } = scaleFor([attempt(0, ms), attempt(ms * 3, ms * 3 + 10)]);
      const places = ticks.map(({ at }) => at);
      assert.ok(
        places.every((at, index) => index === 0 || at - (places[index - 1] ?? 0) >= 7),
        `${ms}: ${places.join()}`,
      );
      assert.ok(ticks.length <= 9 && ticks.length >= 1, String(ms));
    }
  });
});

describe('a duration', () => {
  it('has two units at the most', () => {
    const cases = [0, 4160, 59_940, 59_960, 192_000, 7_500_000, 266_400_000].map(duration);
    assert.deepEqual(cases, ['0.0 s', '4.2 s', '59.9 s', '1 min 0 s', '3 min 12 s', '2 h 5 min', '3 d 2 h']);
  });
});
