import type { KubernetesObject } from '../../../../src/model/objects.js';
import type { Kind } from '../kinds.js';
import type { Change, Named } from '../object-store.js';
import type { Delay } from '../random.js';
import type { World } from '../world.js';

export interface LaggedView<T extends KubernetesObject> {
  read(named: Named): T | undefined;
}

/** What a component believes of the objects of one kind: the truth, some time late, in the order in which it happened. */
export function createLaggedView<T extends KubernetesObject>(
  { api, clock, random }: World,
  kind: Kind<T>,
  lag: Delay,
  onChange: (change: Change<T>) => void,
): LaggedView<T> {
  const seen = new Map<string, T>();
  let last = 0;
  api.store.watch(kind, (change) => {
    last = Math.max(last, clock.now() + random.draw(lag));
    clock.scheduleQuietly(last - clock.now(), () => {
      if (change.type === 'deleted') seen.delete(keyOf(change.object.metadata));
      else seen.set(keyOf(change.object.metadata), change.object);
      onChange(change);
    });
  });
  return { read: (named) => seen.get(keyOf(named)) };
}

function keyOf({ name, namespace }: Named): string {
  return `${namespace ?? ''}/${name}`;
}
