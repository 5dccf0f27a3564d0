import assert from 'node:assert/strict';
import type { Holder } from '../../../src/model/observation.js';
import type { CheckResult } from '../../../src/model/plan.js';
import { plan } from '../../../src/plan/build-plan.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { otherSchedulers, presetNodes } from '../../../src/plan/placement-checks.js';
import {
  holder,
  type HolderParts,
  observation,
  storedClaim,
  storedVolume,
  type StoredVolume,
  WEB,
} from './support/stored.js';

function preset(parts: HolderParts): Holder {
  return { ...holder({ workload: WEB, ...parts }), presetNode: 'node-7' };
}

function asked(
  check: typeof presetNodes,
  holders: readonly Holder[],
  wanted: StoredVolume = { attributes: { bucketName: 'other' } },
): readonly CheckResult[] {
  const [claim, volume] = [storedClaim(), storedVolume()];
  const target = {
    claim: claimManifest(claim),
    volume: volumeManifest(storedVolume(wanted)),
    pods: [],
    replaces: {},
  };
  return check(plan(observation({ claim, volume, holders }), target));
}

const IN_PLACE: StoredVolume = { mountOptions: ['read-only'] };

describe('checks: Pods that go past the scheduler', () => {
  it('of a template with a node are refused, each workload once', () => {
    const results = asked(presetNodes, [preset({ name: 'a' }), preset({ name: 'b' }), holder({ workload: WEB })]);
    assert.deepEqual(
      results.map(({ id, level, override }) => [id, level, override]),
      [['preset-node', 'error', undefined]],
    );
    assert.match(results[0]?.message ?? '', /Deployment web puts its Pods on node node-7 past the scheduler/);
    assert.match(results[0]?.hint ?? '', /scale Deployment web to 0/);
  });

  it('are none of a change in place’s business, and no matter once they have ended', () => {
    assert.deepEqual(asked(presetNodes, [preset({})], IN_PLACE), []);
    assert.deepEqual(asked(presetNodes, [preset({ phase: 'Failed' })]), []);
  });
});

describe('checks: Pods of other schedulers', () => {
  const other = (name: string) => holder({ name, workload: WEB, schedulerName: 'yunikorn' });

  it('are named with what their scheduler must heed', () => {
    const results = asked(otherSchedulers, [other('a'), other('b'), holder({ name: 'c', workload: WEB })]);
    assert.deepEqual(
      results.map(({ id, level }) => [id, level]),
      [['other-scheduler', 'warning']],
    );
    assert.match(results[0]?.message ?? '', /^Pods a and b: the scheduler yunikorn must heed/);
  });

  it('are no matter where the scheduler is the usual one, nobody brings the Pod back, or nothing stops', () => {
    assert.deepEqual(asked(otherSchedulers, [holder({ workload: WEB, schedulerName: 'default-scheduler' })]), []);
    assert.deepEqual(asked(otherSchedulers, [holder({ schedulerName: 'yunikorn' })]), []);
    assert.deepEqual(asked(otherSchedulers, [other('a')], IN_PLACE), []);
  });
});
