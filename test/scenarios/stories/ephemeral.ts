import assert from 'node:assert/strict';
import { CLAIM } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { pod } from '../../support/manifests/pod.js';
import type { Story } from '../stage.js';
import { assertExit, theVolume, uidsOf, untilReady } from './facts.js';

export const ephemeralStory: Story = {
  name: 'the claim of a generic ephemeral volume belongs to its Pod and would go with it: it is refused with that reason',
  async tell(stage) {
    const { namespace } = stage;
    const name = 'worker-scratch';
    const worker = pod({ namespace, name: 'worker', claims: [] });
    const ephemeral = { volumeClaimTemplate: { spec: claim({ volume: null }).spec } };
    await stage.create(theVolume(stage, { claim: name }), {
      ...worker,
      spec: { ...worker.spec, volumes: [{ name: 'scratch', ephemeral }] },
    });
    const pods = await untilReady(stage, 1);
    const before = await stage.read(CLAIM, name);

    const refused = await stage.plugin([name, '--set', 'authenticationSource=pod', '--yes', '--recreate-bare-pods']);

    assertExit(refused, 3, /^error: the claim belongs to Pod worker and goes with it$/m);
    assert.match(refused.stderr, /^change the volume in the Pod's template instead$/m);
    assert.match(refused.stderr, /^ {2}Pod worker, no controller, node node-\d, Running, /m, 'it holds the claim');
    assert.deepEqual(await stage.read(CLAIM, name), before);
    assert.deepEqual(uidsOf(await untilReady(stage, 1)), uidsOf(pods));
  },
};
