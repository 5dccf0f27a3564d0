import { apiClient } from '../../cluster/api-client.js';
import type { ControlPlane } from '../../cluster/control-plane.js';
import { readFile } from 'node:fs/promises';
import { startFaultProxy, type FaultProxy, type ProxiedRequest } from '../../cluster/fault-proxy.js';
import type { Access } from '../recreation/way.js';

/** A way to the API server on which everything is counted. */
export interface CountingRoute {
  readonly access: Access;
  /** What was asked while `act` was under way, with what has been answered by its end. */
  during(act: () => Promise<void>): Promise<readonly ProxiedRequest[]>;
  stop(): Promise<void>;
}

export async function countingRoute(plane: ControlPlane): Promise<CountingRoute> {
  const proxy = await startFaultProxy(plane);
  const api = apiClient(proxy.url, await readFile(plane.caFile, 'utf8'), plane.tokens.admin);
  return {
    access: { api, kubeconfig: await plane.kubeconfigFor({ token: plane.tokens.admin }, { server: proxy.url }) },
    async during(act) {
      const before = proxy.requests.length;
      await act();
      return since(proxy, before);
    },
    async stop() {
      await api.close();
      await proxy.stop();
    },
  };
}

function since({ requests }: FaultProxy, index: number): readonly ProxiedRequest[] {
  return requests.slice(index);
}

/** The bodies of requests and answers together. */
export function bytesOf(requests: readonly ProxiedRequest[]): number {
  return requests.reduce((sum, { traffic }) => sum + traffic.askedBytes + traffic.answeredBytes, 0);
}
