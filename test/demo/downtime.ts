import type { Pod } from '../../src/model/objects.js';
import type { ApiClient } from '../cluster/api-client.js';
import { watchPods } from '../cluster/pod-watch.js';
import { waitUntil } from '../cluster/wait-until.js';
import { REPLICAS } from './scene.js';
import { isReady } from './state.js';

export interface DowntimeWatch {
  /** Milliseconds from the first Pod that was told to stop until all replicas were Ready again. */
  end(): Promise<number>;
}

/** Watches the Pods of the Deployment; returns when it has seen all of them Ready. */
export async function watchDowntime(api: ApiClient): Promise<DowntimeWatch> {
  const ready = new Set<string>();
  let fellAt: number | undefined;
  let backAt: number | undefined;
  let wasComplete = false;
  const watch = watchPods(api, (watched, gone) => {
    // Whatever this watch tells of is a Pod as the API server gives it.
    const pod = watched as unknown as Pod;
    if (pod.metadata.labels?.['app'] !== 'web') return;
    if (!gone && isReady(pod)) ready.add(watched.metadata.uid);
    else ready.delete(watched.metadata.uid);
    const isComplete = ready.size === REPLICAS;
    if (wasComplete && !isComplete) fellAt ??= performance.now();
    if (!wasComplete && isComplete) backAt = performance.now();
    wasComplete = isComplete;
  });
  await waitUntil('all Pods are seen Ready', () => Promise.resolve(wasComplete));
  return {
    async end() {
      await waitUntil('all Pods are seen Ready again', () => Promise.resolve(wasComplete)).catch(() => undefined);
      await watch.stop();
      return fellAt === undefined || backAt === undefined || !wasComplete ? Number.NaN : Math.max(0, backAt - fellAt);
    },
  };
}
