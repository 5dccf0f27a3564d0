import type { Way } from './way.js';

/**
 * The least downtime that there can be: the same Pods are stopped and started again, at the first moment at which the
 * last of them is gone, and claim and volume stay as they are.
 */
export const stopAndStart: Way = {
  name: 'least possible: stop, start',
  async run({ board, namespace, replicas, paths }, { api }) {
    await api.expect('PATCH', paths.deployment, { spec: { replicas: 0 } });
    await board.until(`${namespace} has no Pods`, () => board.pods(namespace).length === 0);
    await api.expect('PATCH', paths.deployment, { spec: { replicas } });
    await board.untilWhole(namespace, replicas);
  },
};
