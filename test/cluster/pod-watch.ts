import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from 'undici';
import type { ApiClient } from './api-client.js';

/** What is read of a Pod. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly serviceAccountName?: string;
    readonly securityContext?: { readonly fsGroup?: number };
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
  };
  readonly status: { readonly phase?: string };
}

export interface PodWatch {
  stop(): Promise<void>;
}

const RECONNECT_MS = 100;

/**
 * Tells of every Pod, every change of one and every removal, those missed between two connections too, until it is
 * stopped.
 */
export function watchPods(api: ApiClient, onPod: (pod: Pod, gone: boolean) => void): PodWatch {
  const end = new AbortController();
  const known = new Map<string, Pod>();

  async function listAndWatch(): Promise<void> {
    const { body } = await api.expect('GET', '/api/v1/pods');
    const { items, metadata } = body as { items: Pod[]; metadata: { resourceVersion: string } };
    const listed = new Set(items.map((pod) => pod.metadata.uid));
    for (const pod of [...known.values()].filter(({ metadata: { uid } }) => !listed.has(uid))) {
      forget(pod);
    }
    items.forEach(tell);
    const path = `/api/v1/pods?watch=true&resourceVersion=${metadata.resourceVersion}`;
    for await (const { type, object } of api.watch(path, end.signal)) {
      if (type === 'ERROR') {
        return;
      }
      (type === 'DELETED' ? forget : tell)(object as Pod);
    }
  }

  function tell(pod: Pod): void {
    known.set(pod.metadata.uid, pod);
    onPod(pod, false);
  }

  function forget(pod: Pod): void {
    known.delete(pod.metadata.uid);
    onPod(pod, true);
  }

  async function loop(): Promise<void> {
    while (!end.signal.aborted) {
      try {
        await listAndWatch();
      } catch (error) {
        // Whatever else ended the watch, the next list makes up for it.
        if (error instanceof errors.ClientDestroyedError) {
          return;
        }
      }
      await sleep(RECONNECT_MS, undefined, { signal: end.signal }).catch(() => undefined);
    }
  }

  const ended = loop();
  return {
    async stop() {
      end.abort();
      await ended;
    },
  };
}
