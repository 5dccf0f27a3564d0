import { Failure } from '../../model/errors.js';
import type { ClusterEntry, UserEntry } from './entries.js';

/**
 * Refuses what kubectl refuses, so that no combination is taken in another sense than it would (client-go, tools/clientcmd/validation.go).
 * @throws Failure usage
 */
export function validateEntries(clusterName: string, cluster: ClusterEntry, userName: string, user: UserEntry): void {
  const problem =
    clusterProblem(`cluster "${clusterName}"`, cluster) ??
    certificateProblem(`user "${userName}"`, user) ??
    methodProblem(`user "${userName}"`, user) ??
    execProblem(`user "${userName}"`, user);
  if (problem !== undefined) throw new Failure('usage', problem, { hint: 'kubectl config view' });
}

function clusterProblem(name: string, cluster: ClusterEntry): string | undefined {
  const authority = cluster['certificate-authority'];
  const data = cluster['certificate-authority-data'];
  if (authority && data) return `${name} has both certificate-authority and certificate-authority-data`;
  if ((authority ?? data) && cluster['insecure-skip-tls-verify'] === true) {
    return `${name} has a certificate authority and insecure-skip-tls-verify, of which only one can be`;
  }
  const proxy = cluster['proxy-url'];
  if (proxy && !/^(https?|socks5):\/\//.test(proxy)) return `${name} has a proxy-url that is not http, https or socks5`;
  return undefined;
}

function certificateProblem(name: string, user: UserEntry): string | undefined {
  const certificate = user['client-certificate'] ?? user['client-certificate-data'];
  if (!certificate) return undefined;
  for (const field of ['client-certificate', 'client-key'] as const) {
    if (user[field] && user[`${field}-data`]) return `${name} has both ${field} and ${field}-data`;
  }
  return (user['client-key'] ?? user['client-key-data'])
    ? undefined
    : `${name} has a client-certificate without a client-key`;
}

function methodProblem(name: string, user: UserEntry): string | undefined {
  const basic = user.username ?? user.password;
  if (basic && (user.token ?? user.tokenFile)) return `${name} has both a token and a user name with password`;
  const groups = user['as-groups']?.length ?? 0;
  const impersonates = user['as-uid'] || groups > 0 || user['as-user-extra'];
  if (impersonates && !user.as) return `groups, uid or extra are to be impersonated, but no user (--as) with them`;
  return undefined;
}

function execProblem(name: string, user: UserEntry): string | undefined {
  const { exec } = user;
  const provider = user['auth-provider']?.name;
  if (exec && provider !== undefined) return `${name} has both an exec plugin and an auth-provider`;
  // The others were taken out of kubectl in 1.26.
  if (provider !== undefined && provider !== 'oidc') {
    return `${name} logs in through the auth-provider "${provider}", which kubectl no longer has`;
  }
  if (!exec) return undefined;
  if (exec.command === '') return `${name} has an exec plugin without a command`;
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(exec.apiVersion ?? '')) {
    return `${name} has an exec plugin of the unknown apiVersion "${exec.apiVersion ?? ''}"`;
  }
  const mode = exec.interactiveMode ?? 'IfAvailable';
  return ['Never', 'IfAvailable', 'Always'].includes(mode)
    ? undefined
    : `${name} has an exec plugin of the unknown interactiveMode "${mode}"`;
}
