import type { Cluster, Selection } from '../../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../../src/model/objects.js';

type OnState = (objects: readonly KubernetesObject[]) => void;

/** A cluster that only answers watches, with what the test says and when it says so. */
export interface WatchedCluster {
  readonly cluster: Cluster;
  /** Watches that were begun and did not end yet. */
  open(): number;
  /** The state of what is watched under this name. */
  show(name: string, ...objects: readonly string[]): void;
  /** Ends the watch with an error, as the API server refusing it for good. */
  refuse(name: string, error: unknown): void;
}

export function watchedCluster(): WatchedCluster {
  const watches = new Map<string, { readonly onState: OnState; readonly reject: (error: unknown) => void }>();
  const unused = (): never => {
    throw new Error('nothing but watches is expected here');
  };
  const follow = (selection: Selection, onState: OnState, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const name = selection.name ?? '';
      const close = (settle: () => void): void => {
        watches.delete(name);
        settle();
      };
      watches.set(name, {
        onState,
        reject: (error) => {
          close(() => {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a cluster throws is its own
            reject(error);
          });
        },
      });
      const end = (): void => {
        close(resolve);
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  const watchOf = (name: string) => {
    const watch = watches.get(name);
    if (watch === undefined) throw new Error(`nobody watches ${name}`);
    return watch;
  };
  return {
    cluster: {
      identity: { context: '', server: '', namespace: '', user: '' },
      follow,
      get: unused,
      list: unused,
      create: unused,
      patch: unused,
      delete: unused,
      evict: unused,
      can: unused,
      whoAmI: unused,
    },
    open: () => watches.size,
    show: (name, ...objects) => {
      // What changes after a watch was ended reaches nobody.
      watches.get(name)?.onState(objects.map(object));
    },
    refuse: (name, error) => {
      watchOf(name).reject(error);
    },
  };
}

function object(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, uid: `uid-of-${name}` } };
}
