import type { ControlPlane } from '../cluster/control-plane.js';
import { letThrough, startFaultProxy, type FaultProxy } from '../cluster/fault-proxy.js';
import type { Moment } from './stage.js';

/** A story's way to the real API server: the plain one until it is disturbed for the first time, from then on a proxy's. */
export interface ProxiedLine {
  /** Holds the next change of this kind until somebody else has acted. */
  disturbOnce(moment: Moment, act: () => Promise<void>): Promise<void>;
  /** What the executable finds in its environment. A run stays with the server's address that it began with. */
  env(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export function proxiedLine(cluster: ControlPlane): ProxiedLine {
  let proxy: FaultProxy | undefined;
  let kubeconfig: string | undefined;
  return {
    async disturbOnce({ verb, resource }, act) {
      proxy ??= await startFaultProxy(cluster);
      kubeconfig ??= await cluster.kubeconfigFor({ token: cluster.tokens.admin }, { server: proxy.url });
      const line = proxy;
      line.intercept = async (request, forward) => {
        if (request.isChange && request.verb === verb && request.resource === resource.plural) {
          line.intercept = letThrough;
          await act();
        }
        await forward.letThrough();
      };
    },
    env: () => (kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig }),
    close: async () => proxy?.stop(),
  };
}
