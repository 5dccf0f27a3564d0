import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import { deleteClaim, deletePods, installVolume, onModel, recreate, theClaim, untilReady } from './on-model.js';

describe('the model cluster: chance', () => {
  it('plays one seed the same way every time, and another one differently', async () => {
    const [first, again, other] = [await historyOf(7), await historyOf(7), await historyOf(8)];
    assert.ok(first.length > 50);
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  function historyOf(seed: number): Promise<readonly string[]> {
    return onModel({ seed }, async (model, clock) => {
      const history: string[] = [];
      model.onChange(({ type, object }) => {
        history.push(`${clock.now()} ${type} ${object.kind} ${object.metadata.name}`);
      });
      await installVolume(model);
      model.apply(deployment());
      await untilReady(model, 3);
      await deleteClaim(model);
      await deletePods(model);
      await model.until('the claim has gone', () => theClaim(model) === undefined);
      await recreate(model);
      await untilReady(model, 3);
      return history;
    })();
  }
});
