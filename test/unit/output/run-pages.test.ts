import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../src/model/journal.js';
import type { FieldChange } from '../../../src/model/plan.js';
import type { RunView } from '../../../src/model/texts.js';
import { runPage } from '../../../src/output/run-page.js';
import { runsTable } from '../../../src/output/runs-table.js';
import { runRecord } from '../journal/support/records.js';

const PLAIN = { colour: false, unicode: false };
const RECORD = runRecord({ steps: [{ id: 'delete-claim', title: 'delete claim app/s3-pvc' }] });
const AT = '2026-01-05T09:00:00.000Z';

function view(entries: readonly JournalEntry[], more: Partial<RunView> = {}): RunView {
  return {
    folder: '/runs/1',
    record: RECORD,
    entries,
    state: 'unfinished',
    diff: '--- volume s3-pv\n+++ volume s3-pv\n+    authenticationSource: pod\n',
    stands: 'claim app/s3-pvc is Terminating, volume s3-pv is Bound',
    trouble: [],
    resume: 'RESUME',
    rollback: 'ROLLBACK',
    targetVolume: RECORD.target.volume,
    now: Date.UTC(2026, 0, 5, 10),
    ...more,
  };
}

describe('the page of a run', () => {
  it('tells what happened, with its time', () => {
    const page = runPage(
      view([
        { at: AT, type: 'step', step: 'delete-claim', state: 'started' },
        { at: AT, type: 'intent', verb: 'delete', object: 'claim app/s3-pvc' },
        { at: AT, type: 'outcome', verb: 'delete', object: 'claim app/s3-pvc', error: 'forbidden' },
        { at: AT, type: 'step', step: 'delete-claim', state: 'failed', message: 'forbidden' },
        { at: AT, type: 'ended', result: 'failed', message: 'forbidden' },
      ]),
      PLAIN,
    );
    assert.match(page, /^ {2}2026-01-05T09:00:00.000Z +delete claim app\/s3-pvc: forbidden$/m);
    assert.match(page, /Z delete claim app\/s3-pvc: failed \(forbidden\)$/m);
    assert.match(page, /Z ended: failed \(forbidden\)$/m);
    assert.match(page, /go on: +RESUME\n +go back: +ROLLBACK/);
  });

  it('names the change that a run which died had asked for, and the step that it was in', () => {
    const asked = { at: AT, type: 'intent', verb: 'delete', object: 'Pod app/web-1' } as const;
    const page = runPage(
      view([
        { at: AT, type: 'step', step: 'delete-claim', state: 'started' },
        asked,
        { at: AT, type: 'outcome', verb: 'delete', object: 'Pod app/web-1' },
        { ...asked },
      ]),
      PLAIN,
    );
    assert.match(page, /Z delete claim app\/s3-pvc: begun, and its end was not written down$/m);
    assert.equal(page.match(/delete Pod app\/web-1: done$/gm)?.length, 1);
    assert.equal(page.match(/delete Pod app\/web-1: asked for, and no answer was written down$/gm)?.length, 1);
  });

  it('says what may be done in each state', () => {
    assert.match(runPage(view([], { state: 'done' }), PLAIN), /nothing; it is verified\n +go back: +ROLLBACK/);
    const later = { laterRun: '20260106-090000-s3-pvc-b2' };
    assert.match(
      runPage(view([], { state: 'done', ...later }), PLAIN),
      /nothing; it was verified, and run 20260106-090000-s3-pvc-b2 has worked on this volume since\n$/,
    );
    assert.match(
      runPage(view([], { state: 'overtaken', ...later }), PLAIN),
      /nothing; run 20260106-090000-s3-pvc-b2 has worked on this volume since\n$/,
    );
    assert.match(runPage(view([], { state: 'rolled back' }), PLAIN), /the snapshot stands again\n$/);
    assert.match(runPage(view([], { state: 'unchanged' }), PLAIN), /before it had changed anything\n$/);
  });

  it('tells what stands in the way of Pods, and leaves that out where there is nothing', () => {
    const page = runPage(view([], { trouble: ['Pod web-1: FailedMount: no\u001b[2J way', '  a cure'] }), PLAIN);
    assert.match(
      page,
      /\n\nWhat stands in the way\n {2}Pod web-1: FailedMount: no way\n {4}a cure\n\nWhat to do next\n/,
    );
    assert.doesNotMatch(runPage(view([]), PLAIN), /in the way|\n\n\n/);
  });

  it('lets nothing through that could steer a terminal', () => {
    const page = runPage(view([{ type: 'ended', result: 'failed', message: '\u001b[2J' }]), PLAIN);
    assert.ok(!page.includes('\u001b'));
  });
});

describe('the table of runs', () => {
  it('tells what each was to change, as much of it as fits', () => {
    const attribute = (key: string, to: string | undefined): FieldChange => {
      const path = ['spec', 'csi', 'volumeAttributes', key];
      return { object: 'volume', path, from: 'x', to, effect: 'recreate' };
    };
    const options = { ...attribute('', ''), path: ['spec', 'mountOptions'], to: ['a', 'b'] };
    const long = attribute('stsRegion', 'r'.repeat(100));
    const applied = {
      ...options,
      path: ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
    };
    const told = [
      [],
      [applied, attribute('authenticationSource', 'pod'), attribute('cache', undefined), options],
      [long],
    ].map((changes) => {
      const [, line = ''] = runsTable([{ folder: '/', record: { ...RECORD, changes }, entries: [] }]).split('\n');
      return line.split(/ {2,}/)[4];
    });
    assert.deepEqual(told, [
      '<none>',
      'authenticationSource=pod,cache-,mountOptions',
      `stsRegion=${'r'.repeat(47)}...`,
    ]);
  });

  it('is aligned, as kubectl prints one, and names those that cannot be read', () => {
    const kept = { folder: '/runs/1', record: RECORD, entries: [] };
    const lines = runsTable([kept, { id: 'broken', folder: '/runs/broken', problem: 'plan.json is damaged' }]).split(
      '\n',
    );
    const at = lines[0]?.indexOf('STATE') ?? -1;
    assert.equal(lines[1]?.slice(at).split('  ')[0], 'unfinished');
    assert.match(lines[2] ?? '', /^broken +unreadable +plan\.json is damaged$/);
    assert.equal(lines[3], '');
  });
});
