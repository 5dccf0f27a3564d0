import type { KubernetesObject } from '../../../../src/model/objects.js';
import type { AnyKind } from '../kinds.js';
import { later, type World } from '../world.js';

/** Deletes what has owners and none of them alive: the Pods of a deleted workload, but also a claim recreated with the reference to an owner that has gone. */
export function collectGarbage(world: World): void {
  const { store } = world.api;
  const kinds = new Map<string, AnyKind>();
  store.subscribe(({ type, kind, object }) => {
    kinds.set(object.kind, kind);
    if (type === 'deleted') {
      for (const dependent of dependentsOf(object)) look(dependent);
    } else if (type === 'added') look(object);
  });

  function dependentsOf({ metadata: { uid } }: KubernetesObject): readonly KubernetesObject[] {
    return [...store.all()].filter((object) => object.metadata.ownerReferences?.some((owner) => owner.uid === uid));
  }

  function look({ kind: name, metadata: { uid, ownerReferences = [] } }: KubernetesObject): void {
    const kind = kinds.get(name);
    if (kind === undefined || uid === undefined || ownerReferences.length === 0) return;
    later(world, world.timing.garbageCollection, () => {
      const object = store.byUid(uid);
      if (object !== undefined && isOrphaned(object)) world.api.delete(kind, object.metadata, { uid });
    });
  }

  function isOrphaned({ metadata: { ownerReferences = [] } }: KubernetesObject): boolean {
    return ownerReferences.length > 0 && ownerReferences.every(({ uid }) => store.byUid(uid) === undefined);
  }
}
