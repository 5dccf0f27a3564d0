import assert from 'node:assert/strict';
import { tellOnModel } from './model-stage.js';
import { STORIES } from './stories/index.js';

/** Each seed is another schedule of controllers, watches and requests. */
const SEEDS = [1, 2, 3, 4, 5];

describe('stories on the model cluster', () => {
  for (const story of STORIES) {
    it(story.name, async () => {
      for (const seed of SEEDS) {
        const violations = await tellOnModel(story, { seed });
        const unasked = violations.filter((what) => !(story.asksForForce === true && what.endsWith('by force')));
        assert.deepEqual(unasked, [], `seed ${seed}`);
      }
    });
  }
});
