import assert from 'node:assert/strict';
import type { JournalEntry, RunRecord } from '../../../src/model/journal.js';
import type { Holder } from '../../../src/model/observation.js';
import { barePods, barePodsOnTheWay } from '../../../src/plan/bare-pods.js';
import { pod } from '../../support/manifests/pod.js';
import { holder, observation, WEB } from './support/stored.js';

const RUNNING = holder({ name: 'first', labels: { ticket: 'CHG-7' } });
const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };
const UNDER_WAY: readonly JournalEntry[] = [INTENT];
const ARRIVED: readonly JournalEntry[] = [INTENT, { type: 'ended', result: 'done' }, { type: 'closed' }];
const OTHER = holder({ name: 'second' });

interface Setting {
  readonly takesOthers?: boolean;
  readonly entries?: readonly JournalEntry[];
  /** What stood when the run began. */
  readonly snapshot?: readonly Holder[];
}

function onTheWay(holders: readonly Holder[], { takesOthers = false, entries = ARRIVED, snapshot = [] }: Setting = {}) {
  const record = { target: { pods: [pod({ name: 'first' })] }, snapshot: { pods: snapshot.map((each) => each.pod) } };
  const run = { record: record as unknown as RunRecord, entries };
  const pods = barePodsOnTheWay(observation({ holders }), run, takesOthers);
  return pods.map(({ metadata }) => [metadata.name, metadata.labels?.['ticket']]);
}

describe('Pods without a controller that are to be created again', () => {
  it('are those that run', () => {
    const others = [
      holder({ name: 'ended', phase: 'Succeeded' }),
      holder({ name: 'going', isTerminating: true }),
      holder({ name: 'waits', nodeName: '' }),
      holder({ name: 'web-1', workload: WEB }),
    ];
    const names = barePods(observation({ holders: [RUNNING, ...others] })).map(({ metadata }) => metadata.name);
    assert.deepEqual(names, ['first']);
  });

  it('are on the way of a run those that were approved, as they are by then', () => {
    assert.deepEqual(onTheWay([RUNNING, OTHER]), [['first', 'CHG-7']]);
  });

  it('are also those of them that have gone, stopped by a run that is under way', () => {
    const going = holder({ name: 'first', labels: { ticket: 'CHG-7' }, isTerminating: true });
    assert.deepEqual(onTheWay([], { entries: UNDER_WAY }), [['first', undefined]]);
    assert.deepEqual(onTheWay([going], { entries: UNDER_WAY }), [['first', undefined]]);
  });

  it('are also one that the run has made and that failed with the new volume; one that failed before it was stopped is not', () => {
    const failed = holder({ name: 'first', phase: 'Failed' });
    assert.deepEqual(onTheWay([failed], { entries: UNDER_WAY }), [['first', undefined]]);
    assert.deepEqual(onTheWay([failed], { entries: UNDER_WAY, snapshot: [failed] }), []);
    assert.deepEqual(onTheWay([failed]), []);
  });

  it('are none that somebody else has stopped once the run was done, none that has ended, none that belongs to a controller', () => {
    assert.deepEqual(onTheWay([]), []);
    assert.deepEqual(onTheWay([holder({ name: 'first', isTerminating: true })]), []);
    for (const entries of [ARRIVED, UNDER_WAY]) {
      assert.deepEqual(onTheWay([holder({ name: 'first', phase: 'Succeeded' })], { entries }), []);
      assert.deepEqual(onTheWay([holder({ name: 'first', workload: WEB })], { entries }), []);
    }
  });

  it('are those that had no node when a run began that is under way: they run by its new claim', () => {
    assert.deepEqual(onTheWay([OTHER], { entries: UNDER_WAY, snapshot: [holder({ name: 'second', nodeName: '' })] }), [
      ['first', undefined],
      ['second', undefined],
    ]);
    const [was] = [holder({ name: 'second' })];
    assert.deepEqual(onTheWay([OTHER], { entries: UNDER_WAY, snapshot: [was] }), [['first', undefined]]);
    assert.deepEqual(onTheWay([OTHER], { snapshot: [holder({ name: 'second', nodeName: '' })] }), []);
  });

  it('are others too where that is asked for, and then on every further way', () => {
    const both = [
      ['first', 'CHG-7'],
      ['second', undefined],
    ];
    assert.deepEqual(onTheWay([RUNNING, OTHER], { takesOthers: true }), both);
    const pods = [RUNNING.pod, OTHER.pod];
    const resumed: JournalEntry = { type: 'resumed', toward: 'snapshot', steps: [], pods };
    const later: JournalEntry = { type: 'resumed', toward: 'snapshot', steps: [] };
    assert.deepEqual(onTheWay([], { entries: [...ARRIVED, resumed, later] }), both);
  });
});
