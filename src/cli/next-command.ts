import type { RunOptions } from '../model/request.js';
import { shellWord } from '../model/words.js';

/**
 * The exact command that goes on with a run, with the flags that lead to the same cluster and the same state folder.
 * A token is a secret and is left out.
 */
export function nextCommand(verb: 'resume' | 'rollback', run: string, { connection, stateDir }: RunOptions): string {
  const flags: readonly (readonly [string, string | undefined])[] = [
    ['kubeconfig', connection.kubeconfig],
    ['context', connection.context],
    ['cluster', connection.cluster],
    ['user', connection.user],
    ['as', connection.as],
    ...(connection.asGroup ?? []).map((group) => ['as-group', group] as const),
    ['as-uid', connection.asUid],
    ...(connection.asUserExtra ?? []).map((pair) => ['as-user-extra', pair] as const),
    ['server', connection.server],
    ['certificate-authority', connection.certificateAuthority],
    ['client-certificate', connection.clientCertificate],
    ['client-key', connection.clientKey],
    ['insecure-skip-tls-verify', connection.insecureSkipTlsVerify === true ? 'true' : undefined],
    ['tls-server-name', connection.tlsServerName],
    ['state-dir', stateDir],
  ];
  const words = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${shellWord(value)}`]));
  return ['kubectl s3csi-recreate', verb, run, ...words].join(' ');
}
