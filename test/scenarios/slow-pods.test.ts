import type { Pod } from '../../src/model/objects.js';
import { NODE } from '../../src/model/references.js';
import { deployment } from '../support/manifests/deployment.js';
import { onModel } from './model-stage.js';
import { assertDone, assertExit, installVolume, untilReady } from './stories/facts.js';

const STATES = [
  { status: 'Unknown', words: /and node node-\d is NotReady, its kubelet does not answer; bring the node back/ },
  { status: 'False', words: /and node node-\d is NotReady; bring the node back/ },
  { status: 'True', words: /and node node-\d is Ready; / },
];

/** Of a real control plane kwok would answer at once. */
describe('a Pod that does not end on a node of the model cluster', () => {
  for (const { status, words } of STATES) {
    it(`whose Ready is ${status} is named with that`, async () => {
      await onModel(async (stage) => {
        await installVolume(stage);
        const { namespace } = stage;
        await stage.create(deployment({ namespace, replicas: 1, gracePeriodSeconds: 1, stopMs: 'never' }));
        const [pod] = await untilReady(stage, 1);
        await stage.patchStatus(NODE, nodeOf(pod), { conditions: [{ type: 'Ready', status }] });

        const result = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--timeout', '13s']);

        assertExit(result, 7, words);
      });
    });
  }
});

describe('a Pod that takes long to end', () => {
  it('is waited for as long as its own grace period asks for, beyond the usual limit', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      const { namespace } = stage;
      await stage.create(deployment({ namespace, replicas: 1, gracePeriodSeconds: 900, stopMs: 600_000 }));
      await untilReady(stage, 1);

      assertDone(await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']));

      await untilReady(stage, 1);
    });
  });
});

function nodeOf(pod: Pod | undefined): string {
  return pod?.spec.nodeName ?? '';
}
