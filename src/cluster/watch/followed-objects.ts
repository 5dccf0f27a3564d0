import type { Selection } from '../../model/cluster.js';
import type { KubernetesObject } from '../../model/objects.js';
import type { Listing } from '../objects/list-objects.js';
import type { WatchEvent } from './watch-event.js';

/** The objects of a selection as they stand, kept up to date by events. */
export class FollowedObjects {
  #objects = new Map<string, KubernetesObject>();
  /** Where a watch goes on; undefined: only a list knows. */
  #version: string | undefined;
  readonly #keep: (object: KubernetesObject) => boolean;

  constructor({ keep }: Selection) {
    this.#keep = keep ?? (() => true);
  }

  get version(): string | undefined {
    return this.#version;
  }

  snapshot(): readonly KubernetesObject[] {
    return [...this.#objects.values()];
  }

  /** The server no longer knows what has happened since the version. */
  forgetVersion(): void {
    this.#version = undefined;
  }

  replace({ objects, resourceVersion }: Listing): void {
    this.#objects = new Map(objects.map((object) => [keyOfObject(object), object]));
    this.#version = resourceVersion;
  }

  /** @returns whether the state has changed. */
  apply(event: WatchEvent): boolean {
    this.#version = event.resourceVersion ?? this.#version;
    if (event.type === 'BOOKMARK') return false;
    const key = keyOfObject(event.object);
    if (event.type === 'DELETED' || !this.#keep(event.object)) return this.#objects.delete(key);
    this.#objects.set(key, event.object);
    return true;
  }
}

function keyOfObject({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
