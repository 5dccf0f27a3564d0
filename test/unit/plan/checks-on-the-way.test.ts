import assert from 'node:assert/strict';
import type { ApprovedWorkload, JournalEntry, KeptRun, RunRecord } from '../../../src/model/journal.js';
import type { Holder } from '../../../src/model/observation.js';
import { checksOnTheWay, workloadsOnTheWay } from '../../../src/plan/checks-on-the-way.js';
import { planOf, summary, type Setting } from './support/check.js';
import { holder, storedClaim, storedVolume } from './support/stored.js';

const INTENT: JournalEntry = { type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' };
const DONE: JournalEntry = { type: 'ended', result: 'done' };
const JOB = { kind: 'Job', name: 'load', uid: 'uid-of-load' };
const OTHER_JOB = { kind: 'Job', name: 'other', uid: 'uid-of-other' };
const AT_WORK = holder({ name: 'load-1', workload: JOB });
const NOTHING = { allowJobRestart: false, allowManaged: false, allowDisruption: false, recreateBarePods: false };
const UNDER_WAY = [INTENT];
const ARRIVED: readonly JournalEntry[] = [INTENT, DONE, { type: 'closed' }];

function kept(entries: readonly JournalEntry[], workloads: readonly ApprovedWorkload[] = [approved(JOB)]): KeptRun {
  const record = { workloads } as unknown as RunRecord;
  return { folder: '/runs/1', record, entries };
}

function approved(workload: typeof JOB): ApprovedWorkload {
  return { ...workload, expectedReady: 1 };
}

function answers(entries: readonly JournalEntry[], setting: Setting, consent: Partial<typeof NOTHING> = {}) {
  return checksOnTheWay(planOf(setting), kept(entries), { ...NOTHING, ...consent });
}

function errors(entries: readonly JournalEntry[], holders: readonly Holder[], consent?: Partial<typeof NOTHING>) {
  return answers(entries, { holders }, consent)
    .filter(({ level }) => level === 'error')
    .map(({ id, message }) => `${id}: ${message.split(' ', 2).join(' ')}`);
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

  it('know the workloads that were approved on the way', () => {
    const resumed: JournalEntry = {
      type: 'resumed',
      toward: 'snapshot',
      steps: [],
      workloads: [approved(JOB), approved(OTHER_JOB)],
    };
    const other = holder({ name: 'other-1', workload: OTHER_JOB });
    assert.deepEqual(errors([...ARRIVED, resumed, INTENT], [AT_WORK, other]), []);
    assert.deepEqual(workloadsOnTheWay(kept([...ARRIVED, resumed])).length, 2);
    assert.deepEqual(workloadsOnTheWay(kept([{ type: 'resumed', toward: 'target', steps: [] }])).length, 1);
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
