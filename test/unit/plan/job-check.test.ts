import assert from 'node:assert/strict';
import type { Holder } from '../../../src/model/observation.js';
import { expectedWorkloads } from '../../../src/plan/workloads.js';
import { check, IN_PLACE, planOf, summary } from './support/check.js';
import { holder } from './support/stored.js';

function expectedBack(holders: readonly Holder[]): readonly number[] {
  return expectedWorkloads(planOf({ holders })).map(({ expectedReady }) => expectedReady);
}

describe('checks: Jobs', () => {
  const cronJob = { kind: 'CronJob', name: 'nightly', uid: 'uid-of-nightly' };
  const controller = { kind: 'Job', name: 'nightly-1' };
  const work = holder({ name: 'work', workload: cronJob, controller });

  it('at work stop the run, also when a CronJob made them', () => {
    const [result] = check({ holders: [work] });
    assert.deepEqual([result?.id, result?.level, result?.override], ['running-job', 'error', '--allow-job-restart']);
    assert.match(result?.message ?? '', /Pod work of CronJob nightly is at work/);
  });

  it('are warned about when that is allowed', () => {
    assert.deepEqual(summary(check({ holders: [work] }, { allowJobRestart: true })), ['running-job: warning']);
  });

  it('count for a change in place that restarts them too', () => {
    assert.deepEqual(summary(check({ holders: [work], wanted: IN_PLACE })), ['running-job: error']);
  });

  it('that are done hold the claim still: their Pods are deleted, with a warning', () => {
    const done = holder({ name: 'work', phase: 'Succeeded', workload: cronJob, controller });
    const [result, ...others] = check({ holders: [done] });
    assert.deepEqual(others, []);
    assert.deepEqual([result?.id, result?.level], ['finished-pod', 'warning']);
    assert.match(result?.message ?? '', /Succeeded/);
  });

  it('put up with so many failures, of all Pods that stop together', () => {
    const job = { completions: 3, succeeded: 1, failed: 1, backoffLimit: 3 };
    const pods = ['a', 'b'].map((name) => holder({ name, workload: cronJob, controller, job }));
    const [first] = check({ holders: pods });
    assert.match(
      first?.message ?? '',
      /counts as failed \(3 of the 3 failures .* anew \(1 of 3 completions are done and stay so\)$/,
    );
    const third = holder({ name: 'c', workload: cronJob, controller, job });
    const results = check({ holders: [...pods, third] });
    assert.ok(results.every(({ message }) => /one failure more than backoffLimit 3 allows/.test(message)));
    assert.deepEqual(expectedBack([...pods, third]), [0]);
    assert.deepEqual(expectedBack(pods), [2]);
  });

  it('of several indexes count each by itself', () => {
    const job = { completions: 3, succeeded: 0, failed: 9, backoffLimit: 2 ** 31 - 1, backoffLimitPerIndex: 1 };
    const again = { 'batch.kubernetes.io/job-index-failure-count': '1' };
    const fresh = holder({ name: 'fresh', workload: cronJob, controller, job });
    const failedOnce = holder({ name: 'again', workload: cronJob, controller, job, annotations: again });
    const [ofFresh, ofAgain] = check({ holders: [fresh, failedOnce] });
    assert.match(ofFresh?.message ?? '', /it counts as failed and its work begins anew \(0 of 3/);
    assert.match(ofAgain?.message ?? '', /one failure more than backoffLimitPerIndex 1 allows/);
    assert.deepEqual(expectedBack([fresh, failedOnce]), [1]);
  });
});
