import type { Scene } from './scene.js';

/**
 * Milliseconds in which not all Pods of the scene were Ready: from the first that is told to stop until all are there
 * again. Returns when the scene is as whole as it was.
 *
 * @throws Error, where nothing went down
 */
export async function downtimeOf({ board, namespace, replicas }: Scene, act: () => Promise<void>): Promise<number> {
  let fellAt: number | undefined;
  let backAt: number | undefined;
  const stopListening = board.onChange(() => {
    const isWhole = board.readyIn(namespace).length === replicas;
    if (!isWhole) {
      fellAt ??= performance.now();
      backAt = undefined;
    } else if (fellAt !== undefined) backAt ??= performance.now();
  });
  try {
    await act();
    await board.untilWhole(namespace, replicas);
  } finally {
    stopListening();
  }
  if (fellAt === undefined || backAt === undefined) throw new Error(`no Pod of ${namespace} went down`);
  return backAt - fellAt;
}
