import assert from 'node:assert/strict';
import type { Access } from '../../src/model/cluster.js';
import type { Pod } from '../../src/model/objects.js';
import { PODS } from '../support/model/kinds.js';
import type { ModelCluster } from '../support/model/model-cluster.js';
import { onModel } from './model-stage.js';
import { assertExit } from './stories/facts.js';
import { smallNode, tellOfFullNode } from './stories/full-node.js';
import { NO_CREDENTIALS, recreatedWithoutMount } from './stories/trouble.js';

const SEEDS = [1, 2, 3];

/** What serves explanations only. */
const FOR_WORDS = ['events', 'serviceaccounts', 'nodes', 'resourcequotas'];

async function runsSomewhere(model: ModelCluster, name: string, node?: string): Promise<void> {
  const isIt = ({ metadata, spec }: Pod): boolean =>
    metadata.name.startsWith(name) && (node === undefined ? spec.nodeName !== undefined : spec.nodeName === node);
  await model.until(`a Pod ${name} has its node`, () => model.all(PODS, 'kube-system').some(isIt));
}

describe('trouble on the model cluster', () => {
  it('a Mountpoint Pod that finds no place on its node is named, and how full that is', async () => {
    for (const seed of SEEDS) {
      const violations = await onModel(
        async (stage, { model }) => {
          await runsSomewhere(model, 's3-csi-controller');
          // The model's DaemonSets know no taints, so the driver's Pod takes a place.
          const node = smallNode(stage, 2);
          model.apply(node);
          await runsSomewhere(model, 's3-csi-node', node.metadata.name);
          await tellOfFullNode(stage, 2);
        },
        { seed },
      );
      assert.deepEqual(violations, []);
    }
  });

  it('who may not read what explains it gets the same failure with fewer words', async () => {
    const can = ({ resource }: Access): boolean => !FOR_WORDS.includes(resource.plural);
    await onModel(async (_stage, { model, stageOn }) => {
      const limited = stageOn(model.connect({ can }));
      const result = await recreatedWithoutMount(limited, NO_CREDENTIALS);
      assertExit(
        result,
        7,
        /^error: waited 15 s for the Pods of Deployment web to be Ready: .*\nPods \S+ and \S+: waiting for the mount\n/m,
      );
      assert.match(result.stderr, /^ {2}Mountpoint Pod mount-s3\/mp-\S+ is Running; its log: kubectl logs /m);
    });
  });

  it('who may read nothing but Pods of the claim’s namespace gets the failure alone', async () => {
    const isHere = ({ namespace }: Access): boolean => namespace === 'app';
    const can = (access: Access): boolean =>
      !FOR_WORDS.includes(access.resource.plural) &&
      (access.resource.plural !== 'pods' || isHere(access)) &&
      access.resource.plural !== 'mountpoints3podattachments';
    await onModel(
      async (_stage, { model, stageOn }) => {
        const result = await recreatedWithoutMount(stageOn(model.connect({ can })), NO_CREDENTIALS);
        assertExit(result, 7, /^error: waited 15 s for the Pods of Deployment web to be Ready: .*\nstands: /m);
      },
      { driver: '1.15.0' },
    );
  });

  it('a run that arrives asks for nothing of it', async () => {
    await onModel(async (stage, { model }) => {
      const result = await recreatedWithoutMount(stage, NO_CREDENTIALS);
      assert.equal(result.code, 7);
      const before = model.requests.findLastIndex(({ resource }) => resource.plural === 'leases');
      const asked = model.requests.slice(0, before).filter(({ resource }) => FOR_WORDS.includes(resource.plural));
      assert.deepEqual(asked.map(({ verb, resource }) => `${verb} ${resource.plural}`).sort(), [
        'get serviceaccounts',
        'list events',
      ]);
    });
  });
});
