import assert from 'node:assert/strict';
import type { DeleteOptions } from '../../../src/model/cluster.js';
import type { Pod } from '../../../src/model/objects.js';
import type { ObjectKey } from '../../../src/model/references.js';
import type { StepContext, Wait } from '../../../src/model/step.js';
import { renewPods } from '../../../src/steps/renew-pods.js';
import { holder, WEB } from '../plan/support/stored.js';
import { seeing } from './support/sights.js';

/** One that the scheduler refused while the claim was going. */
function putOff(name: string): Pod {
  const { pod } = holder({ name, workload: WEB, phase: 'Pending', nodeName: '' });
  return {
    ...pod,
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] },
  };
}

function scheduled(name: string): Pod {
  const pod = putOff(name);
  return { ...pod, spec: { ...pod.spec, nodeName: 'node-1' }, status: { phase: 'Pending' } };
}

/** What is seen, and how many milliseconds after the step began. */
type Sight = readonly [ms: number, pods: readonly Pod[]];

/** Runs the step over what is to be seen; returns its note, the Pods it renewed and when it ended. */
async function renewing(...sights: readonly Sight[]) {
  let now = 0;
  const renewed: string[] = [];
  const context = {
    plan: { observed: { namespace: 'app', claimName: 's3-pvc' } },
    settings: { timeoutMs: 60_000 },
    clock: { now: () => now },
    cluster: {
      delete: ({ name }: ObjectKey, { uid }: DeleteOptions) => {
        assert.equal(uid, `uid-of-${name}`, 'one that came under its name meanwhile is spared');
        renewed.push(name);
        return Promise.resolve();
      },
    },
    wait: <Name extends string>(wait: Wait<Name>) =>
      seeing(
        wait,
        sights.map(([ms, watched]) => ({ ms, watched })),
        (ms) => (now = ms),
      ),
  } as unknown as StepContext;
  return { note: await renewPods.run(context), renewed, endedAt: now };
}

describe('renewing Pods that the scheduler has put off', () => {
  it('leaves them to a scheduler that takes them at once', async () => {
    const { note, renewed } = await renewing([0, [putOff('a'), putOff('b')]], [20, [scheduled('a'), scheduled('b')]]);

    assert.deepEqual([note, renewed], ['there was none', []]);
  });

  it('renews them when none has been taken for a tenth of a second', async () => {
    const { note, renewed, endedAt } = await renewing([0, [putOff('a'), putOff('b')]]);

    assert.deepEqual([note, renewed, endedAt], ['2 renewed', ['a', 'b'], 100]);
  });

  it('waits on while one after the other is taken, however many there are', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `web-${index}`);
    const sights = names.map((_, taken): Sight => [
      taken * 80,
      names.map((name, index) => (index < taken ? scheduled(name) : putOff(name))),
    ]);

    const { renewed } = await renewing(...sights, [800, names.map(scheduled)]);

    assert.deepEqual(renewed, []);
  });

  it('renews those that are left when it goes on with none of them', async () => {
    const { renewed, endedAt } = await renewing(
      [0, [putOff('a'), putOff('b'), putOff('c')]],
      [60, [scheduled('a'), putOff('b'), putOff('c')]],
    );

    assert.deepEqual([renewed, endedAt], [['b', 'c'], 160]);
  });

  it('counts from when it sees them first: reading a large namespace takes longer than that', async () => {
    const { renewed } = await renewing([500, [putOff('a')]], [520, [scheduled('a')]]);

    assert.deepEqual(renewed, []);
  });
});
