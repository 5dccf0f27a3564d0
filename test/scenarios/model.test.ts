import assert from 'node:assert/strict';
import { tellOnModel } from './model-stage.js';
import { STORIES } from './stories/index.js';

describe('stories on the model cluster', () => {
  for (const story of STORIES) {
    it(story.name, async () => {
      assert.deepEqual(await tellOnModel(story), []);
    });
  }
});
