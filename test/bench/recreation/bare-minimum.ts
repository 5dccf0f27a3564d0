import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../src/model/objects.js';
import type { ApiClient } from '../../cluster/api-client.js';
import { isReady } from '../../demo/state.js';
import type { Way } from './way.js';

/**
 * A recreation with as few requests as one can have: it reads what it needs once, asks for nothing twice, waits by
 * watches alone, and proves, locks, keeps and checks nothing. Not to be used on anything that somebody needs.
 */
export const bareMinimum: Way = {
  name: 'bare minimum',
  async run(scene, { api }) {
    const { paths, replicas } = scene;
    const { claim, volume } = scene.next();
    await Promise.all([paths.claim, paths.volume].map((path) => api.expect('GET', path)));
    const { names, version } = await listPods(api, paths.pods);
    const end = new AbortController();
    try {
      const watch = (path: string) => follow(api, `${path}watch=true&resourceVersion=${version}`, end.signal);
      const claims = watch(`${paths.claims}?fieldSelector=metadata.name%3D${claim.metadata.name}&`);
      const volumes = watch(`${paths.volumes}?fieldSelector=metadata.name%3D${volume.metadata.name}&`);
      const pods = watch(`${paths.pods}?`);
      await api.expect('DELETE', paths.claim);
      await Promise.all(names.map((name) => api.expect('DELETE', `${paths.pods}/${name}`)));
      await claims.until(({ type }) => type === 'DELETED');
      await api.expect('DELETE', paths.volume);
      await volumes.until(({ type }) => type === 'DELETED');
      await api.expect('POST', paths.volumes, volume);
      await volumes.until(({ object }) => (object as PersistentVolume).status?.phase === 'Available');
      await api.expect('POST', paths.claims, claim);
      await claims.until(({ object }) => (object as PersistentVolumeClaim).status?.phase === 'Bound');
      await pods.until(readiness(replicas, names));
    } finally {
      end.abort();
    }
  },
};

/** Whether the events so far have shown as many new Pods Ready. */
function readiness(replicas: number, old: readonly string[]): (event: Event) => boolean {
  const ready = new Set<string>();
  return ({ type, object }) => {
    const pod = object as Pod;
    const { name } = pod.metadata;
    if (type !== 'DELETED' && isReady(pod) && !old.includes(name)) ready.add(name);
    else ready.delete(name);
    return ready.size === replicas;
  };
}

async function listPods(api: ApiClient, path: string): Promise<{ names: readonly string[]; version: string }> {
  const { body } = await api.expect('GET', path);
  const list = body as { items: { metadata: { name: string } }[]; metadata: { resourceVersion: string } };
  return { names: list.items.map(({ metadata }) => metadata.name), version: list.metadata.resourceVersion };
}

interface Event {
  readonly type: string;
  readonly object: unknown;
}

/** One watch from here to the signal; events that came before they are asked for count. */
function follow(
  api: ApiClient,
  path: string,
  signal: AbortSignal,
): { until(isIt: (event: Event) => boolean): Promise<void> } {
  const events = api.watch(path, signal);
  return {
    async until(isIt) {
      for (;;) {
        const next = await events.next();
        if (next.done === true) throw new Error(`the watch ended: ${path}`);
        if (isIt(next.value)) return;
      }
    },
  };
}
