import type { Cluster } from '../model/cluster.js';
import type { ConnectionFlags } from '../model/request.js';
import type { ConnectEnvironment } from './environment.js';
import { given } from './kubeconfig/choose-entries.js';
import { showKubeconfig } from './kubeconfig/show-kubeconfig.js';

export type { ConnectEnvironment } from './environment.js';
export { renderKustomization } from './kustomize.js';

/**
 * The cluster that kubectl itself would talk to with the same flags and environment. Nothing is sent before the first call.
 * @throws Failure usage, when flags or kubeconfig do not name one server and user.
 */
export async function connect(flags: ConnectionFlags, environment: ConnectEnvironment): Promise<Cluster> {
  // Begun before the adapter is loaded, which takes as long as kubectl takes to answer.
  const kubeconfig = showKubeconfig(given(flags.kubeconfig), environment.env);
  // What is against it is told where it is read.
  kubeconfig.catch(() => undefined);
  const adapter = await import('./cluster-adapter.js');
  return adapter.connect(flags, environment, kubeconfig);
}
