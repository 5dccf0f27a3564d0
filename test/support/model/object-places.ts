import type { KubernetesObject } from '../../../src/model/objects.js';

/** The objects of one kind by their places. Lists are kept until the next change: they are asked for far more often. */
export class ObjectPlaces {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #lists = new Map<string | undefined, readonly KubernetesObject[]>();

  get(place: string): KubernetesObject | undefined {
    return this.#objects.get(place);
  }

  set(place: string, object: KubernetesObject): void {
    this.#objects.set(place, object);
    this.#lists.clear();
  }

  delete(place: string): boolean {
    this.#lists.clear();
    return this.#objects.delete(place);
  }

  /** Those of a namespace, or all, sorted by place. */
  list(namespace: string | undefined): readonly KubernetesObject[] {
    const present = this.#lists.get(namespace);
    if (present !== undefined) return present;
    const sorted = [...this.#objects]
      .filter(([, { metadata }]) => namespace === undefined || metadata.namespace === namespace)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
    this.#lists.set(namespace, sorted);
    return sorted;
  }
}
