import { tellOnControlPlane } from '../control-plane-stage.js';
import { STORIES } from '../stories/index.js';
import { useSharedCluster } from './shared-cluster.js';

describe('stories on the real control plane, with the real executable', function () {
  this.timeout(120_000);
  const cluster = useSharedCluster();

  for (const [index, story] of STORIES.entries()) {
    it(story.name, () => tellOnControlPlane(story, cluster(), `story-${index + 1}`));
  }
});
