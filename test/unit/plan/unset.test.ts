import assert from 'node:assert/strict';
import type { Edits } from '../../../src/model/edits.js';
import type { Failure } from '../../../src/model/errors.js';
import { buildTarget } from '../../../src/plan/build-target.js';
import { observation, storedClaim, storedVolume } from './support/stored.js';

describe('--unset', () => {
  it('of a word that is no attribute names the one that was meant', () => {
    assert.throws(
      () => unset('authenticationSorce'),
      (error: Failure) => error.code === 'usage' && error.hint === 'did you mean "authenticationSource"?',
    );
  });

  it('of an attribute that is not there leaves everything as it is', () => {
    assert.deepEqual(unset('stsRegion').volume, unset().volume);
  });
});

function unset(...keys: readonly string[]) {
  const edits: Edits = { set: new Map(), unset: keys, addMountOptions: [], removeMountOptions: [], unchanged: false };
  const observed = observation({ claim: storedClaim(), volume: storedVolume(), holders: [] });
  return buildTarget(observed, edits, { recreateBarePods: false, restart: 'eviction' });
}
