import type { Pod } from '../../../src/model/objects.js';
import type { ApiClient } from '../../cluster/api-client.js';
import { watchPods, type PodWatch } from '../../cluster/pod-watch.js';
import { isReady } from '../../demo/state.js';

/** How long Pods may take for what they are expected to do, in milliseconds. */
const PATIENCE_MS = 90_000;

/** All Pods of a cluster as a watch tells of them, by namespace; it knows of a change when it comes and not when it asks. */
export class PodBoard {
  readonly #namespaces = new Map<string, Map<string, Pod>>();
  readonly #listeners = new Set<() => void>();
  readonly #watch: PodWatch;

  constructor(api: ApiClient) {
    this.#watch = watchPods(api, (watched, gone) => {
      // Whatever this watch tells of is a Pod as the API server gives it.
      const pod = watched as unknown as Pod;
      const { namespace = '', uid = '' } = pod.metadata;
      const pods = this.#podsOf(namespace);
      if (gone) pods.delete(uid);
      else pods.set(uid, pod);
      for (const listener of this.#listeners) listener();
    });
  }

  pods(namespace: string): readonly Pod[] {
    return [...this.#podsOf(namespace).values()];
  }

  readyIn(namespace: string): readonly Pod[] {
    return this.pods(namespace).filter(isReady);
  }

  /** Resolves at the change that makes it so. @throws Error, when none does in time */
  until(what: string, isSo: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(look);
        reject(new Error(`waited ${patienceMs / 1000} s in vain until ${what}`));
      }, patienceMs);
      const look = (): void => {
        if (!isSo()) return;
        clearTimeout(timer);
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** All of them Ready, and none on its way out. */
  untilWhole(namespace: string, replicas: number): Promise<void> {
    const isWhole = () => this.readyIn(namespace).length === replicas && this.pods(namespace).length === replicas;
    return this.until(`${replicas} Pods of ${namespace} are Ready`, isWhole);
  }

  /** Hears of every change until it is called off. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): Promise<void> {
    return this.#watch.stop();
  }

  #podsOf(namespace: string): Map<string, Pod> {
    const known = this.#namespaces.get(namespace) ?? new Map<string, Pod>();
    this.#namespaces.set(namespace, known);
    return known;
  }
}
