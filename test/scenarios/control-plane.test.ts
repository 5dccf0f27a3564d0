import type { ControlPlane } from '../cluster/control-plane.js';
import { installDriver } from '../cluster/driver.js';
import { startControlPlane } from '../cluster/start.js';
import { tellOnControlPlane } from './control-plane-stage.js';
import { STORIES } from './stories/index.js';

describe('stories on the real control plane, with the real executable', function () {
  this.timeout(120_000);
  let cluster: ControlPlane;

  before(async function () {
    // A first run builds Kubernetes.
    this.timeout(30 * 60_000);
    cluster = await startControlPlane();
    await installDriver(cluster);
  });

  after(() => cluster.stop());

  for (const [index, story] of STORIES.entries()) {
    it(story.name, () => tellOnControlPlane(story, cluster, `story-${index + 1}`));
  }
});
