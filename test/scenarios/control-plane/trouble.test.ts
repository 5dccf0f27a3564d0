import { NODE } from '../../../src/model/references.js';
import { startDriverActor, type DriverActor } from '../../cluster/driver.js';
import { tellOnControlPlane } from '../control-plane-stage.js';
import { smallNode, tellOfFullNode } from '../stories/full-node.js';
import { useSharedCluster } from './shared-cluster.js';

describe('Pods that do not get Ready, with the driver at work', function () {
  this.timeout(120_000);
  const cluster = useSharedCluster();
  let actor: DriverActor;

  before(() => {
    actor = startDriverActor(cluster());
  });
  after(() => actor.stop());

  it('are explained by the Mountpoint Pod that finds no place on their node, and how full that is', async () => {
    await tellOnControlPlane(
      {
        name: 'full node',
        async tell(stage) {
          const node = smallNode(stage, 1);
          await stage.create(node);
          try {
            await tellOfFullNode(stage, 1);
          } finally {
            await stage.remove(NODE, node.metadata.name);
          }
        },
      },
      cluster(),
      'full-node',
    );
  });
});
