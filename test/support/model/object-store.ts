import type { KubernetesObject } from '../../../src/model/objects.js';
import type { AnyKind, Kind } from './kinds.js';
import { ObjectPlaces } from './object-places.js';

/** An object's place among those of its kind. Its metadata is one. */
export interface Named {
  readonly name: string;
  readonly namespace?: string | undefined;
}

export interface Change<T extends KubernetesObject = KubernetesObject> {
  readonly type: 'added' | 'modified' | 'deleted';
  readonly kind: AnyKind;
  /** As it stands now; of a deleted one, the last state. */
  readonly object: T;
  readonly previous?: T;
}

export type ChangeListener = (change: Change) => void;

/**
 * What etcd and its watches are to the API server: versions, places, and everyone told of every change, in order. A kind is
 * known by its one constant, not by what that says.
 */
export class ObjectStore {
  readonly #places = new Map<AnyKind, ObjectPlaces>();
  readonly #byUid = new Map<string, KubernetesObject>();
  readonly #watchers = new Map<AnyKind, Set<ChangeListener>>();
  readonly #listeners = new Set<ChangeListener>();
  readonly #untold: Change[] = [];
  #telling = false;
  #version = 1000;

  read<T extends KubernetesObject>(kind: Kind<T>, { name, namespace }: Named): T | undefined {
    return this.#placesOf(kind).get(placeOf(kind, name, namespace)) as T | undefined;
  }

  /** All objects of a kind, in the order of their namespaces and names as etcd has them. */
  list<T extends KubernetesObject>(kind: Kind<T>, namespace?: string): readonly T[] {
    return this.#placesOf(kind).list(namespace) as readonly T[];
  }

  byUid(uid: string): KubernetesObject | undefined {
    return this.#byUid.get(uid);
  }

  all(): IterableIterator<KubernetesObject> {
    return this.#byUid.values();
  }

  /** Stores a new state under the next resourceVersion. */
  put<T extends KubernetesObject>(kind: Kind<T>, object: T): T {
    const stored = this.#nextVersion(object);
    const { name, namespace, uid } = stored.metadata;
    const places = this.#placesOf(kind);
    const place = placeOf(kind, name, namespace);
    const previous = places.get(place);
    places.set(place, stored);
    if (uid !== undefined) this.#byUid.set(uid, stored);
    this.#tell(
      previous === undefined
        ? { type: 'added', kind, object: stored }
        : { type: 'modified', kind, object: stored, previous },
    );
    return stored;
  }

  remove(kind: AnyKind, object: KubernetesObject): void {
    const { name, namespace, uid } = object.metadata;
    if (!this.#placesOf(kind).delete(placeOf(kind, name, namespace))) return;
    if (uid !== undefined) this.#byUid.delete(uid);
    this.#tell({ type: 'deleted', kind, object: this.#nextVersion(object) });
  }

  /** Tells every change, after those who asked for its kind. */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the changes of one kind. */
  watch<T extends KubernetesObject>(kind: Kind<T>, listener: (change: Change<T>) => void): () => void {
    const listeners = this.#watchers.get(kind) ?? new Set();
    this.#watchers.set(kind, listeners);
    const watcher = listener as ChangeListener;
    listeners.add(watcher);
    return () => listeners.delete(watcher);
  }

  /** A listener may write; what it changes is told after what is being told, so that all see one order. */
  #tell(change: Change): void {
    this.#untold.push(change);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
        for (const listener of this.#watchers.get(next.kind) ?? []) listener(next);
        for (const listener of this.#listeners) listener(next);
      }
    } finally {
      this.#telling = false;
    }
  }

  #nextVersion<T extends KubernetesObject>(object: T): T {
    this.#version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
  }

  #placesOf(kind: AnyKind): ObjectPlaces {
    const present = this.#places.get(kind);
    if (present !== undefined) return present;
    const places = new ObjectPlaces();
    this.#places.set(kind, places);
    return places;
  }
}

function placeOf(kind: AnyKind, name: string, namespace: string | undefined): string {
  return kind.namespaced ? `${namespace ?? ''}/${name}` : name;
}
