import assert from 'node:assert/strict';
import type { JournalEntry, RunRecord } from '../../../src/model/journal.js';
import type { PlannedStep, StepId, Target } from '../../../src/model/plan.js';
import { plan } from '../../../src/plan/build-plan.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { withPendingRestarts } from '../../../src/plan/pending-restarts.js';
import { holder, observation, storedClaim, storedVolume, WEB } from './support/stored.js';

const TARGET: Target = {
  claim: claimManifest(storedClaim()),
  volume: volumeManifest(storedVolume()),
  pods: [],
  replaces: {},
};
const HOLDERS = ['a', 'b'].map((name) => holder({ name, workload: WEB }));

function steps(...ids: readonly StepId[]): readonly PlannedStep[] {
  return ids.map((id) => ({ id, title: id }));
}

function restartsAfter(first: readonly StepId[], ...entries: readonly JournalEntry[]): readonly string[] | undefined {
  const record = { steps: steps(...first), snapshot: { pods: HOLDERS.map(({ pod }) => pod) } };
  return withPendingRestarts(TARGET, { record: record as unknown as RunRecord, entries }).restarts;
}

function resumed(...stops: readonly string[]): JournalEntry {
  return { type: 'resumed', toward: 'target', steps: steps('restart-pods', 'verify'), stops };
}

const FINISHED: JournalEntry = { type: 'step', step: 'restart-pods', state: 'finished' };
const FAILED: JournalEntry = { type: 'step', step: 'restart-pods', state: 'failed' };
const IN_PLACE: readonly StepId[] = ['recheck', 'patch', 'restart-pods', 'verify'];

describe('restarts that are left', () => {
  it('are those of the last attempt that was to make any and did not come to the end of it', () => {
    assert.deepEqual(restartsAfter(IN_PLACE, FAILED), ['uid-of-a', 'uid-of-b']);
    assert.deepEqual(restartsAfter(IN_PLACE, FAILED, resumed('uid-of-b')), ['uid-of-b']);
    assert.deepEqual(restartsAfter(IN_PLACE, FAILED, { type: 'resumed', toward: 'target', steps: steps('verify') }), [
      'uid-of-a',
      'uid-of-b',
    ]);
  });

  it('are none where it did, or nothing was to be restarted', () => {
    assert.equal(restartsAfter(IN_PLACE, FINISHED), undefined);
    assert.equal(restartsAfter(IN_PLACE, FAILED, resumed('uid-of-b'), FINISHED), undefined);
    assert.equal(restartsAfter(['recheck', 'patch', 'verify']), undefined);
  });

  it('are made where nothing else is left to do, of the Pods that still stand', () => {
    const target = { ...TARGET, restarts: ['uid-of-b', 'uid-of-gone'] };
    const left = plan(observation({ claim: storedClaim(), volume: storedVolume(), holders: HOLDERS }), target);
    assert.equal(left.effect, 'patch');
    assert.deepEqual(
      left.steps.map(({ id }) => id),
      ['recheck', 'restart-pods', 'verify'],
    );
    assert.deepEqual(
      left.stops.map(({ pod }) => pod.metadata.name),
      ['b'],
    );
    const without = { ...target, leavesPods: true };
    assert.equal(
      plan(observation({ claim: storedClaim(), volume: storedVolume(), holders: HOLDERS }), without).effect,
      'nothing',
    );
  });
});
