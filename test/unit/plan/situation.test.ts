import assert from 'node:assert/strict';
import { situationOf } from '../../../src/plan/situation.js';
import type { CLAIMS, VOLUMES } from './support/situations.js';
import { found, targetOf } from './support/situations.js';
import { observation, storedClaim, storedVolume } from './support/stored.js';

function situation(
  claim: keyof typeof CLAIMS,
  volume: keyof typeof VOLUMES,
  edit: Parameters<typeof targetOf>[0] = 'nothing',
) {
  const observed = found(claim, volume);
  return situationOf(observed, targetOf(edit, observed));
}

describe('situation: what becomes of claim and volume', () => {
  it('a pair that is bound to each other and as wanted stays, and nothing is amiss', () => {
    assert.deepEqual(situation('bound', 'bound'), {
      claim: 'keep',
      volume: 'keep',
      volumeIsTaken: false,
      isHolding: true,
      claimIsUnbound: false,
      volumeChanges: [],
      claimChanges: [],
    });
  });

  it('what is marked for deletion cannot stay', () => {
    assert.equal(situation('terminating', 'bound').claim, 'replace');
    assert.equal(situation('bound', 'terminating').volume, 'replace');
  });

  it('a change in place replaces nothing', () => {
    const { claim, volume, volumeChanges } = situation('bound', 'bound', 'patch');
    assert.deepEqual([claim, volume, volumeChanges.length], ['keep', 'keep', 1]);
  });

  it('a volume that goes takes the claim with it that was bound, not one that never was', () => {
    assert.equal(situation('bound', 'bound', 'recreate').claim, 'replace');
    assert.equal(situation('unbound', 'released', 'recreate').claim, 'keep');
  });

  it('a claim that says nothing of being Bound but carries the binder’s mark was bound', () => {
    const marked = storedClaim({ phase: 'Pending', annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
    const observed = observation({ claim: marked, volume: undefined });
    assert.equal(situationOf(observed, targetOf('nothing', observed)).claim, 'replace');
  });

  it('a Lost claim was bound, whatever became of the binder’s mark', () => {
    const { annotations, ...metadata } = storedClaim({ phase: 'Lost' }).metadata;
    assert.ok(annotations);
    const observed = observation({ claim: { ...storedClaim({ phase: 'Lost' }), metadata }, volume: undefined });
    assert.equal(situationOf(observed, targetOf('nothing', observed)).claim, 'replace');
  });

  it('a claim without a volume yet may be given one, and is not replaced for that', () => {
    for (const volume of [null, '']) {
      const observed = observation({ claim: storedClaim({ phase: 'Pending', volume }), volume: storedVolume() });
      assert.deepEqual(situationOf(observed, targetOf('nothing', observed)).claimChanges, []);
    }
  });

  it('a claim that names another volume is replaced', () => {
    const observed = observation({ claim: storedClaim({ phase: 'Pending', volume: 'other' }), volume: storedVolume() });
    assert.equal(situationOf(observed, targetOf('nothing', observed)).claim, 'replace');
  });

  it('a volume that stays but is reserved for a claim that is gone or going has to be freed', () => {
    for (const [claim, volume] of [
      ['missing', 'bound'],
      ['missing', 'released'],
      ['terminating', 'bound'],
      ['unbound', 'released'],
    ] as const) {
      assert.equal(situation(claim, volume).volumeIsTaken, true, `${claim} ${volume}`);
    }
    assert.equal(situation('missing', 'available').volumeIsTaken, false);
    assert.equal(situation('bound', 'bound').volumeIsTaken, false);
    assert.equal(situation('missing', 'released', 'recreate').volumeIsTaken, false);
  });

  it('only the very objects that were named for replacement are replaced', () => {
    const observed = found('bound', 'bound');
    const target = { ...targetOf('nothing', observed), replaces: { claimUid: 'old', volumeUid: 'old' } };
    const { claim, volume } = situationOf(observed, target);
    assert.deepEqual([claim, volume], ['keep', 'keep']);
  });
});
