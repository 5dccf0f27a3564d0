import assert from 'node:assert/strict';
import type { Holder } from '../../../src/model/observation.js';
import { planPage } from '../../../src/output/plan-page.js';
import { podLines } from '../../../src/output/pod-lines.js';
import { holder, type HolderParts, WEB } from '../plan/support/stored.js';
import { golden } from './support/golden.js';
import { planView } from './support/view.js';

const NOW = Date.UTC(2026, 0, 5, 12);
const SPARK = { kind: 'SparkApplication', name: 'etl', uid: 'uid-of-etl' };
const NIGHTLY = { kind: 'CronJob', name: 'nightly', uid: 'uid-of-nightly' };

function many(count: number, parts: HolderParts = {}): readonly Holder[] {
  return Array.from({ length: count }, (_, index) =>
    holder({ name: `web-${index + 1}`, nodeName: `node-${(index % 3) + 1}`, workload: WEB, ...parts }),
  );
}

describe('Pods on the plan’s page', () => {
  it('are shown with their owner, node, phase, age and grace period; those that hold nothing apart', () => {
    const holders = [
      ...many(12, { gracePeriodSeconds: 60 }),
      holder({ name: 'etl-driver', workload: SPARK }),
      holder({
        name: 'nightly-1-x',
        workload: NIGHTLY,
        controller: { kind: 'Job', name: 'nightly-1' },
        phase: 'Succeeded',
      }),
      holder({ name: 'debug' }),
      holder({ name: 'old', workload: WEB2, isTerminating: true }),
      holder({ name: 'batch-1', workload: SPARK, nodeName: '', phase: 'Pending' }),
    ];
    const page = planPage(planView({ holders }), { colour: false, unicode: false });
    assert.equal(/^Pods that stop.*(?=\nSteps)/ms.exec(page)?.[0], golden('plan-with-many-pods'));
  });

  it('are listed one by one up to ten of a workload', () => {
    assert.equal(podLines(many(10), NOW).length, 10);
    assert.deepEqual(podLines(many(11), NOW), [
      '11 Pods of Deployment web, on 3 nodes, Running, the oldest 3 h old, grace period 30 s',
    ]);
  });

  it('that differ are summed up with what they differ in', () => {
    const mixed = [
      ...many(10),
      holder({ name: 'a', workload: WEB, phase: 'Pending', gracePeriodSeconds: 5 }),
      holder({ name: 'b', workload: WEB, isTerminating: true }),
    ];
    assert.deepEqual(podLines(mixed, NOW), [
      '12 Pods of Deployment web, on 3 nodes, 10 Running, 1 Pending, 1 Terminating, the oldest 3 h old, grace period 5 to 30 s',
    ]);
    assert.deepEqual(podLines(many(11, { nodeName: '', phase: 'Pending' }), NOW), [
      '11 Pods of Deployment web, no node, Pending, the oldest 3 h old',
    ]);
    assert.match(podLines(many(11, { nodeName: 'only' }), NOW)[0] ?? '', /, on 1 node, /);
  });

  it('without a controller are listed each by its name, however many', () => {
    const bare = Array.from({ length: 12 }, (_, index) => holder({ name: `bare-${index}` }));
    assert.equal(podLines(bare, NOW).length, 12);
  });
});

const WEB2 = { kind: 'Deployment', name: 'api', uid: 'uid-of-api' };
