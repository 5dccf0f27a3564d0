import assert from 'node:assert/strict';
import type { Holder } from '../../../src/model/observation.js';
import type { Plan, Target } from '../../../src/model/plan.js';
import { plan } from '../../../src/plan/build-plan.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { podManifest } from '../../../src/plan/pod-manifest.js';
import { holder, observation, storedClaim, storedVolume, type StoredVolume, WEB } from './support/stored.js';

const running = holder({ name: 'running', workload: WEB });
const bare = holder({ name: 'bare' });
const done = holder({ name: 'done', phase: 'Succeeded', workload: WEB });
const failed = holder({ name: 'failed', phase: 'Failed' });
const going = holder({ name: 'going', isTerminating: true, workload: WEB });
const waiting = holder({ name: 'waiting', nodeName: '', phase: 'Pending', workload: WEB });
const ALL = [running, bare, done, failed, going, waiting];

function planned(wanted: StoredVolume, holders: readonly Holder[] = ALL, target: Partial<Target> = {}): Plan {
  const observed = observation({ claim: storedClaim(), volume: storedVolume(), holders });
  return plan(observed, {
    claim: claimManifest(storedClaim()),
    volume: volumeManifest(storedVolume(wanted)),
    pods: [],
    replaces: {},
    ...target,
  });
}

function stopped(made: Plan): readonly string[] {
  return made.stops.map(({ pod }) => pod.metadata.name);
}

const RECREATION: StoredVolume = { attributes: { bucketName: 'other' } };
const REMOUNT: StoredVolume = { mountOptions: ['read-only'] };

describe('plan: which Pods stop', () => {
  it('in a recreation every one that has a node, whatever its phase, since it holds the claim', () => {
    assert.deepEqual(stopped(planned(RECREATION)), ['running', 'bare', 'done', 'failed', 'going']);
  });

  it('for other mount options those that run', () => {
    assert.deepEqual(stopped(planned(REMOUNT)), ['running', 'bare', 'going']);
  });

  for (const [what, wanted] of [
    ['labels', { labels: { team: 'x' } }],
    ['annotations', { annotations: { note: 'x' } }],
    ['the policy', { reclaimPolicy: 'Delete' }],
  ] as const) {
    it(`none for other ${what}, which no Pod sees`, () => {
      const made = planned(wanted);
      assert.equal(made.effect, 'patch');
      assert.deepEqual(
        made.steps.map(({ id }) => id),
        ['recheck', 'patch', 'verify'],
      );
      assert.deepEqual(stopped(made), []);
    });
  }

  it('none where none runs', () => {
    const made = planned(REMOUNT, [done, failed, waiting]);
    assert.equal(
      made.steps.some(({ id }) => id === 'restart-pods'),
      false,
    );
    assert.deepEqual(stopped(made), []);
  });
});

describe('plan: bare Pods that are to come back', () => {
  it('are created after the claim is bound, and before everything is verified', () => {
    const ids = planned(RECREATION, [bare], { pods: [podManifest(bare.pod)] }).steps.map(({ id }) => id);
    assert.deepEqual(ids.slice(-4), ['bind', 'renew-pods', 'restart-bare-pods', 'verify']);
  });

  it('are created where an earlier attempt stopped them and nothing else is left to do', () => {
    const made = planned({}, [], { pods: [podManifest(bare.pod)] });
    assert.deepEqual(
      made.steps.map(({ id }) => id),
      ['recheck', 'bind', 'renew-pods', 'restart-bare-pods', 'verify'],
    );
  });

  it('never cost a claim that is bound its volume, whatever else is left to do', () => {
    const left: readonly StoredVolume[] = [{ reclaimPolicy: 'Delete' }, REMOUNT, { labels: { team: 'x' } }];
    for (const wanted of left) {
      const ids = planned(wanted, [], { pods: [podManifest(bare.pod)] }).steps.map(({ id }) => id);
      assert.ok(ids.includes('restart-bare-pods'));
      assert.equal(ids.includes('free-volume'), false, ids.join(' '));
    }
  });

  it('are not all that is left to do, where the claim has to be changed in place too', () => {
    const labelled = claimManifest(storedClaim({ labels: { team: 'x' } }));
    const ids = planned({}, [], { pods: [podManifest(bare.pod)], claim: labelled }).steps.map(({ id }) => id);
    assert.ok(ids.includes('patch'), ids.join(' '));
  });

  it('are not all that is left to do, where others have to mount anew', () => {
    const { steps, stops } = planned(REMOUNT, [running], { pods: [podManifest(bare.pod)] });
    const ids = steps.map(({ id }) => id);
    assert.ok(ids.includes('restart-pods') || ids.includes('stop-pods'), ids.join(' '));
    assert.deepEqual(
      stops.map(({ pod }) => pod.metadata.name),
      ['running'],
    );
  });

  it('are no reason to do anything while they stand', () => {
    assert.deepEqual(planned({}, [bare], { pods: [podManifest(bare.pod)] }).steps, []);
  });
});
