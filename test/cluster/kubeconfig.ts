import { writeFile } from 'node:fs/promises';

/** Who calls: a bearer token, or a client certificate's files. */
export type Credential = { readonly token: string } | { readonly certFile: string; readonly keyFile: string };

export interface KubeconfigOptions {
  /**
   * Another address, such as that of a proxy in front of the API server. An http:// one gets no certificate
   * authority.
   */
  readonly server?: string;
  readonly namespace?: string;
  /** The name of context, cluster and user; `control-plane` when left out. */
  readonly name?: string;
}

/** Writes a kubeconfig with one context. JSON is YAML. */
export async function writeKubeconfig(
  file: string,
  server: string,
  caFile: string,
  credential: Credential,
  { namespace, name = 'control-plane' }: KubeconfigOptions = {},
): Promise<void> {
  const authority = server.startsWith('https:') ? { 'certificate-authority': caFile } : {};
  const user =
    'token' in credential
      ? { token: credential.token }
      : { 'client-certificate': credential.certFile, 'client-key': credential.keyFile };
  const context = { cluster: name, user: name, ...(namespace === undefined ? {} : { namespace }) };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, ...authority } }],
    users: [{ name, user }],
    contexts: [{ name, context }],
    'current-context': name,
  };
  await writeFile(file, JSON.stringify(config, undefined, 2), { mode: 0o600 });
}
