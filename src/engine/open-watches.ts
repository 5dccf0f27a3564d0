import type { Cluster } from '../model/cluster.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Watched } from '../model/step.js';

type OnState = (objects: readonly KubernetesObject[]) => void;

/** What waits follow the cluster by. */
export interface OpenWatches {
  /** As Cluster.follow, by a watch that may be open already. */
  follow(watched: Watched, onState: OnState, signal: AbortSignal): Promise<void>;
  /** Ends all that are open. Resolves when they have ended. */
  close(): Promise<void>;
}

/**
 * Follows what one wait after the other asks for, and keeps open for the next what is to stay so: while Pods are down, a new watch would
 * cost a list and a connection's way there and back each time. A state may be as old as the watch is late, never older than one that was shown
 * before.
 */
export function openWatches(cluster: Pick<Cluster, 'follow'>): OpenWatches {
  const open = new Map<string, OpenWatch>();
  const closing = new AbortController();
  const begun = new Set<Promise<void>>();

  function begin(key: string, watched: Watched): OpenWatch {
    const watch = new OpenWatch();
    open.set(key, watch);
    const following = cluster
      .follow(
        watched,
        (objects) => {
          watch.show(objects);
        },
        closing.signal,
      )
      .catch((error: unknown) => {
        // Whoever asks next begins anew.
        open.delete(key);
        watch.fail(error);
      })
      .finally(() => begun.delete(following));
    begun.add(following);
    return watch;
  }

  return {
    follow(watched, onState, signal) {
      const { staysOpenAs } = watched;
      if (staysOpenAs === undefined) return cluster.follow(watched, onState, signal);
      return (open.get(staysOpenAs) ?? begin(staysOpenAs, watched)).listen(onState, signal);
    },
    async close() {
      closing.abort();
      await Promise.all(begun);
    },
  };
}

/** One watch, and who listens to it now. */
class OpenWatch {
  #latest: readonly KubernetesObject[] | undefined;
  readonly #listeners = new Set<{ readonly onState: OnState; readonly onFailure: (error: unknown) => void }>();

  show(objects: readonly KubernetesObject[]): void {
    this.#latest = objects;
    for (const { onState } of this.#listeners) onState(objects);
  }

  fail(error: unknown): void {
    for (const { onFailure } of this.#listeners) onFailure(error);
  }

  /** As Cluster.follow. */
  listen(onState: OnState, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const listener = {
        onState,
        onFailure: (error: unknown) => {
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a cluster throws is its own
          reject(error);
          stop();
        },
      };
      const stop = (): void => {
        this.#listeners.delete(listener);
        signal.removeEventListener('abort', stop);
        resolve();
      };
      signal.addEventListener('abort', stop);
      if (signal.aborted) {
        stop();
        return;
      }
      this.#listeners.add(listener);
      if (this.#latest !== undefined) onState(this.#latest);
    });
  }
}
