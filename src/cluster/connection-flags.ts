import type { ConnectionFlags } from '../model/request.js';

/** The flags as kubectl takes them, to run it as the same user on the same cluster. */
export function toArguments(flags: ConnectionFlags): readonly string[] {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['kubeconfig', flags.kubeconfig],
    ['context', flags.context],
    ['cluster', flags.cluster],
    ['user', flags.user],
    ['namespace', flags.namespace],
    ['as', flags.as],
    ...(flags.asGroup ?? []).map((group) => ['as-group', group] as const),
    ['as-uid', flags.asUid],
    ...(flags.asUserExtra ?? []).map((pair) => ['as-user-extra', pair] as const),
    ['server', flags.server],
    ['token', flags.token],
    ['certificate-authority', flags.certificateAuthority],
    ['client-certificate', flags.clientCertificate],
    ['client-key', flags.clientKey],
    ['insecure-skip-tls-verify', flags.insecureSkipTlsVerify === true ? 'true' : undefined],
    ['tls-server-name', flags.tlsServerName],
    ['request-timeout', flags.requestTimeout],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
}
