import type { Cluster, Selection } from '../model/cluster.js';
import type { KubernetesObject } from '../model/objects.js';

type OnState = (objects: readonly KubernetesObject[]) => void;

/** What waits follow the cluster by. */
export interface OpenWatches extends Pick<Cluster, 'follow'> {
  /** Ends all that are open. Resolves when they have ended. */
  close(): Promise<void>;
}

/**
 * Follows what one wait after the other asks for, and keeps each watch open for the next: while Pods are down, a new one would cost a list
 * and a connection's way there and back each time. A state may be as old as the watch is late, never older than one that was shown
 * before.
 */
export function openWatches(cluster: Pick<Cluster, 'follow'>): OpenWatches {
  const open = new Map<string, OpenWatch>();
  const closing = new AbortController();
  const begun = new Set<Promise<void>>();

  function begin(key: string, selection: Selection): OpenWatch {
    const watch = new OpenWatch();
    open.set(key, watch);
    const following = cluster
      .follow(
        selection,
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
    follow(selection, onState, signal) {
      const key = keyOf(selection);
      if (key === undefined) return cluster.follow(selection, onState, signal);
      return (open.get(key) ?? begin(key, selection)).listen(onState, signal);
    },
    async close() {
      closing.abort();
      await Promise.all(begun);
    },
  };
}

/** What tells a selection from others; undefined where nothing does. */
function keyOf({ resource, namespace, name, labelSelector, fields, keep, keeps }: Selection): string | undefined {
  if (keep !== undefined && keeps === undefined) return undefined;
  return JSON.stringify([resource.apiVersion, resource.plural, namespace, name, labelSelector, fields, keeps]);
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
