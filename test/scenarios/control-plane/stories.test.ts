import { tellOnControlPlane } from '../control-plane-stage.js';
import { STORIES } from '../stories/index.js';
import { useSharedCluster } from './shared-cluster.js';

/** Stories have namespaces of their own and mostly wait, so that a few go on at a time. */
const AT_ONCE = 3;

describe('stories on the real control plane, with the real executable', function () {
  this.timeout(120_000);
  const cluster = useSharedCluster();
  const told = new Map<number, Promise<void>>();

  for (const [index, { name }] of STORIES.entries()) {
    it(name, () => {
      for (let ahead = index; ahead < index + AT_ONCE; ahead++) begin(ahead);
      return told.get(index);
    });
  }

  // Those ahead of the last one that was asked for (-g) have begun too.
  after(() => Promise.allSettled(told.values()));

  function begin(index: number): void {
    const story = STORIES[index];
    if (story === undefined || told.has(index)) return;
    const telling = tellOnControlPlane(story, cluster(), `story-${index + 1}`);
    // Its own test tells of a failure, when its turn comes.
    telling.catch(() => undefined);
    told.set(index, telling);
  }
});
