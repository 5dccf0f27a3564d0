import type { Selection } from '../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { frozen } from './frozen.js';
import type { AnyKind } from './kinds.js';
import type { Change } from './object-store.js';
import { isSelected } from './selection.js';
import type { World } from './world.js';

type OnState = (objects: readonly KubernetesObject[]) => void;

/** Tells the state of a selection now and, some time late and in order, after every change. Ends with the signal; rejects with what `onState` throws. */
export function followChanges(
  world: World,
  kind: AnyKind,
  selection: Selection,
  onState: OnState,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { api, clock, random, timing } = world;
  const view = new Map<string, KubernetesObject>();
  for (const object of api.list(kind)) if (isSelected(selection, object)) view.set(placeOf(object), object);

  return new Promise((resolve, reject) => {
    let last = clock.now();
    const unsubscribe = api.store.watch(kind, (change) => {
      if (!concerns(selection, change)) return;
      last = Math.max(last, clock.now() + random.draw(timing.watch));
      clock.schedule(last - clock.now(), () => {
        apply(view, selection, change);
        tell();
      });
    });
    const end = () => {
      unsubscribe();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    tell();

    function tell(): void {
      if (signal.aborted) return;
      try {
        onState(frozen(inOrder(view)));
      } catch (error) {
        unsubscribe();
        signal.removeEventListener('abort', end);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  });
}

function concerns(selection: Selection, { object, previous }: Change): boolean {
  return isSelected(selection, object) || (previous !== undefined && isSelected(selection, previous));
}

function apply(view: Map<string, KubernetesObject>, selection: Selection, { type, object }: Change): void {
  if (type === 'deleted' || !isSelected(selection, object)) view.delete(placeOf(object));
  else view.set(placeOf(object), object);
}

function inOrder(view: ReadonlyMap<string, KubernetesObject>): readonly KubernetesObject[] {
  return [...view].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

function placeOf({ metadata: { name, namespace } }: KubernetesObject): string {
  return `${namespace ?? ''}/${name}`;
}
