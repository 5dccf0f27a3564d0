import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = () => void;

/** The garbage collector: Bun has it at hand, Node hides it behind a flag that may be set at any time. */
export function garbageCollector(): Collect {
  const { Bun: bun } = globalThis as { readonly Bun?: { gc(isNow: boolean): void } };
  if (bun !== undefined) {
    return () => {
      bun.gc(true);
    };
  }
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
