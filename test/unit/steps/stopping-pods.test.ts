import assert from 'node:assert/strict';
import { ApiError } from '../../../src/model/errors.js';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import type { StepContext } from '../../../src/model/step.js';
import { StoppingPods } from '../../../src/steps/stopping-pods.js';
import { node } from '../../support/manifests/node.js';
import { holder } from '../plan/support/stored.js';

const NONE: ReadonlySet<string> = new Set();

function stopping(name: string): Pod {
  const { pod } = holder({ name, isTerminating: true });
  return { ...pod, metadata: { ...pod.metadata, deletionGracePeriodSeconds: 30 } };
}

/** Pods that are looked at after so many seconds, of which the machine slept some. */
function watched(readNode: () => Promise<KubernetesObject | undefined>, settings: object = {}) {
  let [awakeMs, sleptMs] = [0, 0];
  const forced: string[] = [];
  const context = {
    clock: { now: () => awakeMs + sleptMs, awake: () => awakeMs },
    cluster: {
      get: readNode,
      delete: ({ name }: { readonly name: string }) => {
        forced.push(name);
        return Promise.resolve();
      },
    },
    settings,
    warn: () => undefined,
  } as unknown as StepContext;
  const pods = new StoppingPods(context);
  return {
    forced,
    look: async (seconds: number, asleep = 0): Promise<string> => {
      awakeMs += seconds * 1000;
      sleptMs += asleep * 1000;
      return (await pods.look([stopping('web-1')], NONE)).blockers.join();
    },
  };
}

describe('Pods that are stopping', () => {
  const ready = (): Promise<KubernetesObject> => Promise.resolve(node('node-1', 10));

  it('are overdue once their grace period and a margin are over', async () => {
    const { look } = watched(ready);
    assert.doesNotMatch(await look(0), /overdue/);
    assert.doesNotMatch(await look(39), /overdue/);
    assert.match(await look(2), /overdue/);
  });

  it('are not, and are not removed by force, because the machine slept', async () => {
    const { look, forced } = watched(ready, { forceDeletePods: true });
    await look(0);
    assert.doesNotMatch(await look(1, 3600), /overdue/);
    assert.deepEqual(forced, []);
    assert.match(await look(40), /removed by force/);
    assert.deepEqual(forced, ['web-1']);
  });

  it('are waited for where the network is away, and their node is asked for again', async () => {
    let isAway = true;
    const { look } = watched(() => (isAway ? Promise.reject(new ApiError('Unreachable', 0, 'no answer')) : ready()));
    await look(0);
    assert.match(await look(41), /overdue, and the state of node node-1 could not be read just now/);
    isAway = false;
    assert.match(await look(1), /overdue, and node node-1 is (Not)?Ready/);
  });

  it('are not, where the node is refused for good', async () => {
    const { look } = watched(() => Promise.reject(new ApiError('Unauthorized', 401, 'who are you')));
    await look(0);
    await assert.rejects(look(41), /who are you/);
  });
});
