import { Failure } from '../../model/errors.js';
import type { ConnectionFlags } from '../../model/request.js';
import type { Env } from '../environment.js';
import { given, type Choice } from './choose-entries.js';
import type { ClusterEntry, UserEntry } from './entries.js';
import { overrideCluster, overrideUser } from './flag-overrides.js';
import { isInPod, podEntries } from './in-cluster.js';
import { candidateFiles, presentFiles } from './kubeconfig-files.js';

export interface ServerAndUser {
  readonly cluster: ClusterEntry & { readonly server: string };
  readonly user: UserEntry;
}

/**
 * The chosen entries with the flags on top. Where they name no server, kubectl falls back on the Pod's own cluster, then on
 * KUBERNETES_MASTER, then on localhost:8080; the last is refused here.
 * @throws Failure usage
 */
export async function serverAndUser(
  choice: Choice,
  flags: ConnectionFlags,
  env: Env,
  serviceAccountFolder: string,
): Promise<ServerAndUser> {
  const cluster = overrideCluster(choice.cluster, flags);
  const user = overrideUser(choice.user, flags);
  const server = cluster.server ?? (await fallback(choice, flags, user, env, serviceAccountFolder));
  return server === undefined
    ? podEntries(env, serviceAccountFolder, flags)
    : { cluster: { ...cluster, server }, user };
}

/** Undefined: the Pod's own cluster. */
async function fallback(
  choice: Choice,
  flags: ConnectionFlags,
  user: UserEntry,
  env: Env,
  folder: string,
): Promise<string | undefined> {
  if (choice.clusterName !== '') {
    throw new Failure('usage', `cluster "${choice.clusterName}" of the kubeconfig has no server`, {
      hint: `kubectl config set-cluster ${choice.clusterName} --server=https://…`,
    });
  }
  const master = given(env['KUBERNETES_MASTER']);
  // Only one that would need credentials keeps kubectl from the Pod's own cluster.
  if (!master?.startsWith('https:') && (await isInPod(env, folder))) {
    refuseFlagsInPod(user, flags);
    return undefined;
  }
  if (master === undefined) throw noServer(flags, env);
  return master;
}

/** With these kubectl does not take the service account but localhost:8080, and would not impersonate if it took it. */
function refuseFlagsInPod(user: UserEntry, flags: ConnectionFlags): void {
  const impersonates = given(user.as) !== undefined;
  if (!impersonates && given(flags.requestTimeout) === undefined) return;
  const flag = impersonates ? '--as' : '--request-timeout';
  throw new Failure('usage', `${flag} does not go with a Pod's service account, and no kubeconfig names a server`, {
    hint: `leave ${flag} out, or give a kubeconfig`,
  });
}

function noServer(flags: ConnectionFlags, env: Env): Failure {
  const file = given(flags.kubeconfig);
  const present = file === undefined ? presentFiles(env) : [file];
  if (present.length > 0) {
    return new Failure('usage', `no current context is set in the kubeconfig ${present.join(', ')}`, {
      hint: 'kubectl config use-context NAME, or --context NAME',
    });
  }
  return new Failure('usage', `there is no kubeconfig: ${candidateFiles(env).join(', ')} does not exist`, {
    hint: 'give one with --kubeconfig or KUBECONFIG (for EKS: aws eks update-kubeconfig --name CLUSTER)',
  });
}
