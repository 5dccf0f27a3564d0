import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import { assertDone, assertRecreated, installVolume, readPair, uidsOf, untilReady } from '../stories/facts.js';
import { usePlace } from './place.js';

const NAMESPACE = 'manual-procedure';

/** FIELD.md 2.3: what people do by hand, and why they come to strip finalizers. */
describe('the manual procedure: delete the Pods, then the claim', function () {
  this.timeout(60_000);
  const place = usePlace(NAMESPACE);

  it('leaves the claim Terminating under new Pods for ever; the plugin brings it to the end', async () => {
    const { stage } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: NAMESPACE, replicas: 3 }));
    const pods = await untilReady(stage, 3);
    const before = await readPair(stage);

    assertDone(await place().kubectl(['delete', 'pods', '-l', 'app=web']));
    const replacements = await untilReady(stage, 3);
    const deletion = await place().kubectl(['delete', 'pvc', 's3-pvc', '--wait', '--timeout=3s']);

    assert.equal(deletion.code, 1);
    assert.match(deletion.stderr, /timed out waiting for the condition/);
    const hanging = await readPair(stage);
    assert.notEqual(hanging.claim.metadata.deletionTimestamp, undefined, 'the claim is Terminating');
    assert.deepEqual(hanging.claim.metadata.finalizers, ['kubernetes.io/pvc-protection']);
    const holders = await untilReady(stage, 3);
    assert.deepEqual(uidsOf(holders), uidsOf(replacements), 'held by the Pods that came for the old ones');
    assert.ok(
      holders.every(({ spec, metadata }) => spec.nodeName !== undefined && !uidsOf(pods).includes(metadata.uid ?? '')),
    );
    assert.ok(
      holders.every(({ metadata }) => metadata.deletionTimestamp === undefined),
      'none of them is about to go',
    );

    assertDone(await place().plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']));

    await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
    await untilReady(stage, 3);
  });
});
