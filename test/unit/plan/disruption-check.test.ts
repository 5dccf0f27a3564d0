import assert from 'node:assert/strict';
import { plan } from '../../../src/plan/build-plan.js';
import { disruptionBudgets } from '../../../src/plan/disruption-check.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { disruptionBudget } from '../../support/manifests/disruption-budget.js';
import { holder, observation, storedClaim, storedVolume, WEB } from './support/stored.js';

interface Setting {
  readonly ready?: number;
  readonly notReady?: number;
  readonly status: {
    readonly disruptionsAllowed: number;
    readonly expectedPods: number;
    readonly desiredHealthy: number;
  };
  readonly inPlace?: boolean;
  readonly hidden?: boolean;
  readonly app?: string;
  /** Pods without a controller. */
  readonly areBare?: boolean;
}

function answers(
  { ready = 0, notReady = 0, status, inPlace = false, hidden = false, app = 'web', areBare = false }: Setting,
  allowDisruption = false,
) {
  const pods = Array.from({ length: ready + notReady }, (_, index) => {
    const each = holder({ name: `web-${index}`, labels: { app: 'web' }, ...(areBare ? {} : { workload: WEB }) });
    const conditions = [{ type: 'Ready', status: index < ready ? 'True' : 'False' }];
    return { ...each, pod: { ...each.pod, status: { phase: 'Running', conditions } } };
  });
  const [claim, volume] = [storedClaim(), storedVolume()];
  const wanted = storedVolume(inPlace ? { mountOptions: ['read-only'] } : { attributes: { bucketName: 'other' } });
  const budgets = hidden ? [] : [{ ...disruptionBudget({ app }), status }];
  const observed = {
    ...observation({ claim, volume, holders: pods, budgets }),
    ...(hidden ? { hidesBudgets: true as const } : {}),
  };
  const target = { claim: claimManifest(claim), volume: volumeManifest(wanted), pods: [], replaces: {} };
  return disruptionBudgets(plan(observed, target), { allowDisruption });
}

function levels(setting: Setting, allowDisruption?: boolean): readonly string[] {
  return answers(setting, allowDisruption).map(({ level }) => level);
}

describe('disruption budgets of Pods that stop together', () => {
  const status = { disruptionsAllowed: 1, expectedPods: 3, desiredHealthy: 2 };

  it('is met when it allows all of them to stop', () => {
    assert.deepEqual(levels({ ready: 1, status }), []);
  });

  it('is broken when one of them is too many', () => {
    const [answer] = answers({ ready: 2, status });
    assert.equal(answer?.level, 'error');
    assert.equal(answer.override, '--allow-disruption');
    assert.match(answer.message, /keeps 2 of 3 Pods available and allows 1 to stop now, but 2 of them hold the claim/);
  });

  it('is only told of when it is allowed', () => {
    assert.deepEqual(levels({ ready: 2, status }, true), ['warning']);
  });

  it('does not count Pods that are not Ready, which it does not count either', () => {
    assert.deepEqual(levels({ ready: 1, notReady: 2, status }), []);
  });

  it('is said to be unheeded where it may not be read, but not of Pods that are evicted', () => {
    const [answer] = answers({ ready: 3, status, hidden: true });
    assert.equal(answer?.level, 'warning');
    assert.match(answer.message, /you may not list poddisruptionbudgets in namespace app, so none is heeded/);
    assert.deepEqual(levels({ ready: 3, status, hidden: true, inPlace: true }), []);
    assert.deepEqual(levels({ notReady: 3, status, hidden: true }), []);
  });

  it('does not matter when it is about others', () => {
    assert.deepEqual(levels({ ready: 3, status, app: 'api' }), []);
  });
});

describe('disruption budgets of Pods that are restarted one after the other', () => {
  it('is met as long as it allows one', () => {
    const status = { disruptionsAllowed: 1, expectedPods: 3, desiredHealthy: 2 };
    assert.deepEqual(levels({ ready: 3, status, inPlace: true }), []);
  });

  it('is waited for when it allows none just now', () => {
    const status = { disruptionsAllowed: 0, expectedPods: 3, desiredHealthy: 2 };
    assert.deepEqual(levels({ ready: 2, notReady: 1, status, inPlace: true }), ['warning']);
  });

  it('does not matter to Pods without a controller, which are left alone', () => {
    const status = { disruptionsAllowed: 0, expectedPods: 1, desiredHealthy: 1 };
    assert.deepEqual(levels({ ready: 1, status, inPlace: true, areBare: true }), []);
    assert.deepEqual(levels({ ready: 1, status, areBare: true }), ['error']);
  });

  it('is refused when it will never allow one, whatever is allowed', () => {
    const status = { disruptionsAllowed: 0, expectedPods: 3, desiredHealthy: 3 };
    const [answer] = answers({ ready: 3, status, inPlace: true }, true);
    assert.equal(answer?.level, 'error');
    assert.equal(answer.override, undefined);
    assert.match(answer.hint ?? '', /--restart=none/);
  });
});
