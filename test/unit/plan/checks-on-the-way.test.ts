import assert from 'node:assert/strict';
import type { JournalEntry, KeptRun, RunRecord } from '../../../src/model/journal.js';
import type { Consent } from '../../../src/model/request.js';
import type { Holder } from '../../../src/model/observation.js';
import { checksOnTheWay } from '../../../src/plan/checks-on-the-way.js';
import { disruptionBudget } from '../../support/manifests/disruption-budget.js';
import { pod } from '../../support/manifests/pod.js';
import { planOf, summary, type Setting } from './support/check.js';
import { holder, storedClaim, storedVolume } from './support/stored.js';

const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };
const DONE: JournalEntry = { type: 'ended', result: 'done' };
const JOB = { kind: 'Job', name: 'load', uid: 'uid-of-load' };
const OTHER_JOB = { kind: 'Job', name: 'other', uid: 'uid-of-other' };
const AT_WORK = holder({ name: 'load-1', workload: JOB });
const NOTHING = {
  allowJobRestart: false,
  allowManaged: false,
  allowDisruption: false,
  recreateBarePods: false,
  restart: 'eviction',
} as const;
const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const UNDER_WAY = [INTENT];
const ARRIVED: readonly JournalEntry[] = [INTENT, DONE, { type: 'closed' }];

/** Approved with what stood then on the claim, and with these steps. */
function kept(
  entries: readonly JournalEntry[],
  holders: readonly Holder[] = [AT_WORK],
  steps = ['stop-pods'],
): KeptRun {
  const workloads = holders.flatMap(({ workload }) =>
    workload === undefined ? [] : [{ ...workload, expectedReady: 1 }],
  );
  const record = {
    workloads,
    steps: steps.map((id) => ({ id, title: id })),
    snapshot: { pods: holders.map((each) => each.pod) },
    target: { pods: [pod({ name: 'known' })] },
  };
  return { folder: '/runs/1', record: record as unknown as RunRecord, entries };
}

function answers(entries: readonly JournalEntry[], setting: Setting, consent: Partial<Consent> = {}) {
  return checksOnTheWay(planOf(setting), kept(entries), { ...NOTHING, ...consent });
}

function errors(entries: readonly JournalEntry[], holders: readonly Holder[], consent?: Partial<Consent>) {
  return answers(entries, { holders }, consent)
    .filter(({ level }) => level === 'error')
    .map(({ id, message }) => `${id}: ${message.split(' ', 2).join(' ')}`);
}

/** Pods that are asked about. */
function asked(run: KeptRun, holders: readonly Holder[]): readonly (string | undefined)[] {
  const errors = checksOnTheWay(planOf({ holders }), run, NOTHING).filter(({ level }) => level === 'error');
  return errors.map(({ message }) => message.split(' ')[1]);
}

describe('checks of a run that is gone on with or taken back', () => {
  it('hold one that is done, or has changed nothing, to what a new run is held to', () => {
    assert.deepEqual(errors(ARRIVED, [AT_WORK]), ['running-job: Pod load-1']);
    assert.deepEqual(errors([{ type: 'ended', result: 'failed' }], [AT_WORK]), ['running-job: Pod load-1']);
    assert.deepEqual(errors(ARRIVED, [AT_WORK], { allowJobRestart: true }), []);
  });

  it('ask nothing again about the workloads of one that is under way', () => {
    assert.deepEqual(errors(UNDER_WAY, [AT_WORK]), []);
  });

  it('nor of one that was killed before it could tell that it had arrived', () => {
    assert.deepEqual(errors([INTENT, DONE], [AT_WORK]), []);
  });

  it('ask about those that came since', () => {
    const others = [holder({ name: 'other-1', workload: OTHER_JOB }), holder({ name: 'bare' })];
    assert.deepEqual(errors(UNDER_WAY, [AT_WORK, ...others]), ['bare-pod: Pod bare', 'running-job: Pod other-1']);
  });

  it('ask about the next Job of a CronJob, of which only a Job that is over was shown', () => {
    const nightly = { kind: 'CronJob', name: 'nightly', uid: 'uid-of-nightly' };
    const jobPod = (name: string, phase?: string) =>
      holder({
        name: `${name}-pod`,
        workload: nightly,
        controller: { kind: 'Job', name },
        ...(phase === undefined ? {} : { phase }),
      });
    const [over, next] = [jobPod('nightly-1', 'Succeeded'), jobPod('nightly-2')];
    assert.deepEqual(asked(kept(UNDER_WAY, [over]), [over, next]), ['nightly-2-pod']);
    assert.deepEqual(asked(kept(UNDER_WAY, [jobPod('nightly-1')]), [jobPod('nightly-1'), next]), ['nightly-2-pod']);
  });

  it('ask about a Job that was only shown: its Pod waited, or had ended, or nothing was to stop together', () => {
    for (const was of [{ nodeName: '' }, { phase: 'Succeeded' }]) {
      const before = [holder({ name: 'load-0', workload: JOB, ...was })];
      assert.deepEqual(asked(kept(UNDER_WAY, before), [AT_WORK]), ['load-1']);
    }
    assert.deepEqual(asked(kept(UNDER_WAY, [AT_WORK], ['patch', 'restart-pods']), [AT_WORK]), ['load-1']);
    assert.deepEqual(asked(kept(UNDER_WAY), [AT_WORK]), []);
  });

  it('ask nothing again about a Pod without a controller that is created again', () => {
    const known = holder({ name: 'known', labels: { app: 'web' } });
    const ready = { ...known, pod: { ...known.pod, status: READY } };
    const budgets = [{ ...disruptionBudget(), status: { disruptionsAllowed: 0, expectedPods: 1, desiredHealthy: 1 } }];
    const setting = { holders: [ready], pods: [pod({ name: 'known' })] };
    const plan = planOf(setting);
    const guarded = { ...plan, observed: { ...plan.observed, budgets } };
    const levels = (entries: readonly JournalEntry[]) => summary(checksOnTheWay(guarded, kept(entries), NOTHING));
    assert.deepEqual(levels(UNDER_WAY), ['bare-pod: warning']);
    assert.deepEqual(levels(ARRIVED), ['bare-pod: warning', 'disruption-budget: error']);
  });

  it('know the workloads that were approved on the way', () => {
    const resumed: JournalEntry = {
      type: 'resumed',
      toward: 'snapshot',
      steps: [],
      owners: [OTHER_JOB.uid],
    };
    const other = holder({ name: 'other-1', workload: OTHER_JOB });
    assert.deepEqual(errors([...ARRIVED, resumed, INTENT], [AT_WORK, other]), []);
  });

  it('ask an owner of the objects only where a run is done', () => {
    const annotations = { 'argocd.argoproj.io/tracking-id': 'shop:/PersistentVolumeClaim:app/s3-pvc' };
    const claim = storedClaim({ annotations });
    assert.ok(summary(answers(ARRIVED, { claim })).includes('managed: error'));
    assert.ok(!summary(answers(UNDER_WAY, { claim })).some((line) => line.endsWith('error')));
  });

  it('warn of attributes that were there before, and refuse none', () => {
    const wanted = storedVolume({
      attributes: { bucketName: 'my-bucket', bucketNaem: 'x', authenticationSource: 'nobody' },
    });
    const levels = answers(ARRIVED, { wanted }).filter(({ id }) => id.startsWith('attribute-'));
    assert.ok(levels.length > 0);
    assert.ok(levels.every(({ level }) => level !== 'error'));
  });

  it('warn of what changes, also under way', () => {
    const wanted = storedVolume({ attributes: { bucketName: 'other', authenticationSource: 'driver' } });
    const volume = storedVolume({ attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } });
    for (const entries of [ARRIVED, UNDER_WAY]) {
      assert.deepEqual(summary(answers(entries, { volume, wanted })), [
        'driver-identity: warning',
        'other-bucket: warning',
      ]);
    }
  });
});
