import { createModelCluster } from '../support/model/model-cluster.js';
import { runInVirtualTime, VirtualClock } from '../support/model/virtual-clock.js';
import { clusterContract } from './cluster-contract.js';

clusterContract('the model', () => {
  const clock = new VirtualClock();
  const model = createModelCluster(clock);
  model.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'contract' } });
  let end: () => void = () => undefined;
  // Time passes for as long as the test takes; a deadlock is an unhandled rejection, which mocha reports.
  const time = runInVirtualTime(clock, () => new Promise<void>((resolve) => (end = resolve)));
  const finish = async () => {
    end();
    await time;
  };
  return Promise.resolve({ cluster: model.cluster, namespace: 'contract', finish });
});
