import { Failure } from '../../model/errors.js';
import type { ConnectionFlags } from '../../model/request.js';
import type { ClusterEntry, Kubeconfig, UserEntry } from './entries.js';

/** What of the kubeconfig counts. A name is empty, and its entry too, where nothing was chosen. */
export interface Choice {
  readonly context: string;
  readonly clusterName: string;
  readonly cluster: ClusterEntry;
  readonly userName: string;
  readonly user: UserEntry;
  /** The context's; flags are not looked at. */
  readonly namespace: string | undefined;
}

/**
 * Follows --context, --cluster and --user through the kubeconfig (client-go, tools/clientcmd/client_config.go, getContext and the rest).
 * Where kubectl falls back on localhost:8080 or on nobody because a context names what is not there, this refuses.
 * @throws Failure usage, with the name that does not exist.
 */
export function chooseEntries(kubeconfig: Kubeconfig, flags: ConnectionFlags): Choice {
  const context = given(flags.context) ?? kubeconfig.currentContext;
  const entry = kubeconfig.contexts.get(context);
  if (context !== '' && entry === undefined) throw noContext(context, given(flags.context) !== undefined, kubeconfig);
  const clusterName = given(flags.cluster) ?? entry?.cluster ?? '';
  const cluster = kubeconfig.clusters.get(clusterName);
  if (clusterName !== '' && cluster === undefined) {
    const by = given(flags.cluster) === undefined ? `context "${context}"` : '--cluster';
    throw missing('cluster', clusterName, by, kubeconfig.clusters.keys());
  }
  const userName = given(flags.user) ?? entry?.user ?? '';
  const user = kubeconfig.users.get(userName);
  if (userName !== '' && user === undefined) {
    const by = given(flags.user) === undefined ? `context "${context}"` : '--user';
    throw missing('user', userName, by, kubeconfig.users.keys());
  }
  return {
    context,
    clusterName,
    cluster: cluster ?? {},
    userName,
    user: user ?? {},
    namespace: given(entry?.namespace),
  };
}

/** To kubectl an empty flag or field is none. */
export function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function noContext(name: string, byFlag: boolean, kubeconfig: Kubeconfig): Failure {
  const message = byFlag
    ? `context "${name}" does not exist in the kubeconfig`
    : `the kubeconfig's current context "${name}" does not exist in it`;
  const known = knownNames(kubeconfig.contexts.keys());
  const cure = byFlag ? 'kubectl config get-contexts' : 'kubectl config use-context NAME, or --context NAME';
  return new Failure('usage', message, { hint: `${cure}${known}` });
}

function missing(kind: string, name: string, by: string, names: Iterable<string>): Failure {
  const hint = `kubectl config get-${kind}s${knownNames(names)}`;
  return new Failure('usage', `${kind} "${name}", which ${by} names, does not exist in the kubeconfig`, { hint });
}

function knownNames(names: Iterable<string>): string {
  const all = [...names];
  if (all.length === 0) return '';
  return ` (there are: ${all.slice(0, 5).join(', ')}${all.length > 5 ? ', …' : ''})`;
}
