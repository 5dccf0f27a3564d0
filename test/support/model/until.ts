import type { World } from './world.js';

/** Waits until something is so, looking at every change. @throws Error after the limit. */
export async function until({ api, clock }: World, what: string, isSo: () => boolean, limitMs: number): Promise<void> {
  if (isSo()) return;
  const isInTime = await new Promise<boolean>((resolve) => {
    const cancel = clock.schedule(limitMs, () => {
      unsubscribe();
      resolve(false);
    });
    const unsubscribe = api.store.subscribe(() => {
      if (!isSo()) return;
      unsubscribe();
      cancel();
      clock.wake();
      resolve(true);
    });
  });
  if (!isInTime) throw new Error(`not so within ${limitMs} ms: ${what}`);
}
