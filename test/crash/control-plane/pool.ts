/**
 * Starts all tasks in their order, so many at a time, and returns what becomes of each. Most of what a scene does is to
 * wait, for a lock to expire or for Pods to stop; that is waited for together.
 */
export function runInPool<T>(tasks: readonly (() => Promise<T>)[], size: number): readonly Promise<T>[] {
  const queue = tasks.map((task) => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    return { begin, ended: begun.then(task) };
  });
  let next = 0;
  const work = async (): Promise<void> => {
    for (let task = queue[next++]; task !== undefined; task = queue[next++]) {
      task.begin();
      await task.ended.catch(() => undefined);
    }
  };
  for (let worker = 0; worker < size; worker++) void work();
  return queue.map(({ ended }) => ended);
}
