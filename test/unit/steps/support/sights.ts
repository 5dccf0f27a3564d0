import type { KubernetesObject, Pod } from '../../../../src/model/objects.js';
import type { Wait } from '../../../../src/model/step.js';

/** What a watch of Pods tells from then on, in milliseconds after the wait began; nothing new where that is missing. */
export interface Sight {
  readonly ms: number;
  readonly watched?: readonly Pod[];
}

/** Lives through a wait for Pods: looks at each sight, and where nothing changes when the wait wants to look again. @param setNow tells the time */
export async function seeing<Name extends string>(
  wait: Wait<Name>,
  sights: readonly Sight[],
  setNow: (ms: number) => void,
): Promise<void> {
  let dueAt = Infinity;
  let pods: readonly Pod[] = [];
  const lookAt = async (ms: number): Promise<boolean> => {
    setNow(ms);
    const look = await wait.look({ pods } as unknown as Record<Name, readonly KubernetesObject[]>);
    dueAt = look.done ? Infinity : ms + (look.againInMs ?? Infinity);
    return look.done;
  };
  for (const [index, { ms, watched }] of sights.entries()) {
    pods = watched ?? pods;
    if (watched !== undefined && (await lookAt(ms))) return;
    const next = sights[index + 1]?.ms ?? wait.limitMs;
    while (dueAt < next) if (await lookAt(dueAt)) return;
  }
  throw new Error('it would wait for ever');
}
