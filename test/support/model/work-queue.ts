import type { Named } from './object-store.js';
import type { Delay } from './random.js';
import { later, type World } from './world.js';

export interface WorkQueue {
  /** Asks for a look at the object. Asked again before it happened, the earlier time counts. */
  add(named: Named, delay?: Delay): void;
}

/**
 * A controller's queue: one look per object at a time, some time after it was asked for, on the state that stands then.
 * `work` sees the store as it is; it makes one step and asks again, or is asked by the change it made.
 */
export function createWorkQueue(world: World, usual: Delay, work: (named: Named) => void): WorkQueue {
  const due = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  return {
    add({ name, namespace }, delay = usual) {
      const key = `${namespace ?? ''}/${name}`;
      const waitMs = world.random.draw(delay);
      const at = world.clock.now() + waitMs;
      const present = due.get(key);
      if (present !== undefined && present.at <= at) return;
      present?.cancel();
      const cancel = later(world, waitMs, () => {
        due.delete(key);
        work({ name, namespace });
      });
      due.set(key, { at, cancel });
    },
  };
}
