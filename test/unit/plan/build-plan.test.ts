import assert from 'node:assert/strict';
import { plan } from '../../../src/plan/build-plan.js';
import type { ClaimState, Edit, VolumeState } from './support/situations.js';
import { EDITS, found, targetOf } from './support/situations.js';

// The steps between "recheck" and "bind", in one word each.
/** A volume that has to go is kept from a claim that a StatefulSet may make again. */
const KEEP = 'retain';
const GO = 'delete-claim stop-pods';
const ANEW = 'release-mount delete-volume create-volume create-claim';
const ADD = 'release-mount create-volume create-claim';
const FREE = 'free-volume create-claim';
const CREATE = 'create-claim';

type Row = readonly [ClaimState, VolumeState, Readonly<Record<Edit, string>>];

function row(
  claim: ClaimState,
  volume: VolumeState,
  nothing: string,
  patch: string,
  recreate: string,
  unchanged: string,
): Row {
  return [claim, volume, { nothing, patch, recreate, unchanged }];
}

function alike(claim: ClaimState, volume: VolumeState, steps: string): Row {
  return row(claim, volume, steps, steps, steps, steps);
}

/**
 * Why, claim by claim. bound: whatever takes its volume away takes the claim away; it never binds to another one, and one
 * whose volume is reserved for nobody or somebody else is as good as Lost (measured: Lost within ten seconds, and for
 * good). unbound: it can take any volume that is reserved for its name, so it is replaced by --unchanged only, and where
 * it could take an old volume that has to go at any moment. terminating: on its way already. missing: only creations are
 * left.
 */
const TABLE: readonly Row[] = [
  row('bound', 'bound', 'none', 'in place', `${GO} ${ANEW}`, `${GO} ${ANEW}`),
  row('bound', 'released', `${GO} ${FREE}`, `${GO} ${FREE}`, `${GO} ${ANEW}`, `${GO} ${ANEW}`),
  row('bound', 'available', `${GO} ${CREATE}`, `${GO} ${FREE}`, `${KEEP} ${GO} ${ANEW}`, `${KEEP} ${GO} ${ANEW}`),
  alike('bound', 'terminating', `${GO} ${ANEW}`),
  alike('bound', 'missing', `${GO} ${ADD}`),

  row('unbound', 'bound', FREE, FREE, ANEW, `${GO} ${ANEW}`),
  row('unbound', 'released', FREE, FREE, ANEW, `${GO} ${ANEW}`),
  row('unbound', 'available', CREATE, FREE, `${KEEP} ${GO} ${ANEW}`, `${KEEP} ${GO} ${ANEW}`),
  row('unbound', 'terminating', ANEW, ANEW, ANEW, `${GO} ${ANEW}`),
  row('unbound', 'missing', ADD, ADD, ADD, `${GO} ${ADD}`),

  row('terminating', 'bound', `stop-pods ${FREE}`, `stop-pods ${FREE}`, `stop-pods ${ANEW}`, `stop-pods ${ANEW}`),
  row('terminating', 'released', `stop-pods ${FREE}`, `stop-pods ${FREE}`, `stop-pods ${ANEW}`, `stop-pods ${ANEW}`),
  row(
    'terminating',
    'available',
    `stop-pods ${CREATE}`,
    `stop-pods ${FREE}`,
    `${KEEP} stop-pods ${ANEW}`,
    `${KEEP} stop-pods ${ANEW}`,
  ),
  alike('terminating', 'terminating', `stop-pods ${ANEW}`),
  alike('terminating', 'missing', `stop-pods ${ADD}`),

  row('lost', 'released', `${GO} ${FREE}`, `${GO} ${FREE}`, `${GO} ${ANEW}`, `${GO} ${ANEW}`),
  row('lost', 'available', `${GO} ${CREATE}`, `${GO} ${FREE}`, `${KEEP} ${GO} ${ANEW}`, `${KEEP} ${GO} ${ANEW}`),
  alike('lost', 'terminating', `${GO} ${ANEW}`),
  alike('lost', 'missing', `${GO} ${ADD}`),

  row('missing', 'bound', FREE, FREE, ANEW, ANEW),
  row('missing', 'released', FREE, FREE, ANEW, ANEW),
  row('missing', 'available', CREATE, FREE, `${KEEP} ${ANEW}`, `${KEEP} ${ANEW}`),
  alike('missing', 'terminating', ANEW),
  alike('missing', 'missing', ADD),
];

function whole(middle: string): readonly string[] {
  if (middle === 'none') return [];
  if (middle === 'in place') return ['recheck', 'patch', 'restart-pods', 'verify'];
  return ['recheck', ...middle.split(' '), 'bind', 'renew-pods', 'verify'];
}

describe('plan: the steps that are left, wherever one begins', () => {
  for (const [claim, volume, expected] of TABLE) {
    for (const edit of EDITS) {
      it(`claim ${claim}, volume ${volume}, ${edit}: ${expected[edit]}`, () => {
        const observed = found(claim, volume);
        const { steps } = plan(observed, targetOf(edit, observed));
        assert.deepEqual(
          steps.map(({ id }) => id),
          whole(expected[edit]),
        );
      });
    }
  }

  it('a Lost claim whose volume still names its uid is healed by the binder or made anew, but never robbed of it', () => {
    for (const edit of EDITS) {
      const observed = found('lost', 'bound');
      const ids = plan(observed, targetOf(edit, observed)).steps.map(({ id }) => id);
      if (!ids.includes('delete-claim')) assert.equal(ids.includes('free-volume'), false, edit);
    }
  });
});
