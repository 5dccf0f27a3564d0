import { deployment } from '../support/manifests/deployment.js';
import { assertDone, assertRecreated, installVolume, readPair, untilReady } from '../scenarios/stories/facts.js';
import { usePlace } from '../scenarios/control-plane/place.js';
import { hasAllPlatforms } from './packages.js';

/** Beyond five minutes, at which more than one runtime gives up a connection that is silent unless it is told not to. */
const STOP_SECONDS = 330;

describe('a long wait of the packaged executable', function () {
  // At a release only.
  if (!hasAllPlatforms()) return;
  this.timeout(2 * STOP_SECONDS * 1000);
  const place = usePlace('long-wait');

  it('outlasts every watch: Pods take more than five minutes to stop', async () => {
    const { stage } = place();
    await installVolume(stage);
    const slow = { gracePeriodSeconds: STOP_SECONDS + 30, stopMs: STOP_SECONDS * 1000 };
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1, ...slow }));
    await untilReady(stage, 1);
    const before = await readPair(stage);

    assertDone(await place().plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--timeout', '10m']));

    await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
    await untilReady(stage, 1);
  });
});
