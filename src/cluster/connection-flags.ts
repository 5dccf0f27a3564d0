/** kubectl's own connection flags, as they were typed. What is left out is taken from the kubeconfig and the environment. */
export interface ConnectionFlags {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  readonly as?: string | undefined;
  readonly asGroup?: readonly string[] | undefined;
  readonly asUid?: string | undefined;
  readonly server?: string | undefined;
  readonly token?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  readonly tlsServerName?: string | undefined;
  /** Seconds, or a Go duration such as `1m30s`; 0 means without end. */
  readonly requestTimeout?: string | undefined;
}

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
