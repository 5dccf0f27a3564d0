import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from './api-client.js';
import type { Binaries } from './build.js';
import type { Preparation, User } from './components.js';
import type { GroupMember } from './group-protocol.js';
import { runKubectl, type KubectlOptions, type KubectlResult } from './kubectl.js';
import { writeKubeconfig, type Credential, type KubeconfigOptions } from './kubeconfig.js';
import type { ProcessGroup } from './process-group.js';

/** A control plane that runs. */
export interface ControlPlane {
  /** https://127.0.0.1:PORT */
  readonly server: string;
  readonly apiServerPort: number;
  /** Signs the API server's certificate, and those of the users. */
  readonly caFile: string;
  /** Of 127.0.0.1 and localhost, signed by caFile: for a proxy in front of the API server. */
  readonly servingCertificate: { readonly certFile: string; readonly keyFile: string };
  /** All its files, with one log per process; gone after stop(). */
  readonly folder: string;
  /** The admin's. */
  readonly kubeconfig: string;
  readonly tokens: Readonly<Record<User, string>>;
  readonly kubectlPath: string;
  /** How long a Pod takes to stop unless its annotation says otherwise. */
  readonly stopTimeMs: number;
  /** The admin's. */
  readonly api: ApiClient;
  /** Runs kubectl as the admin, to its end, whatever its exit code. */
  kubectl(args: readonly string[], options?: KubectlOptions): Promise<KubectlResult>;
  /** Writes a kubeconfig for someone else (or through a proxy) and returns its path. */
  kubeconfigFor(credential: Credential, options?: KubeconfigOptions): Promise<string>;
  /** Makes a client certificate: the name is the user, the organizations the groups. */
  clientCertificate(user: string, groups?: readonly string[]): Promise<{ certFile: string; keyFile: string }>;
  /** What runs now. */
  processes(): GroupMember[];
  /** Returns when every process is gone and the folder removed. */
  stop(): Promise<void>;
}

export interface Parts {
  readonly preparation: Preparation;
  readonly group: ProcessGroup;
  readonly api: ApiClient;
  readonly binaries: Binaries;
  readonly stopMs: number;
}

export function controlPlane({ preparation, group, api, binaries, stopMs }: Parts): ControlPlane {
  const { folder, server, files, tokens, authority } = preparation;
  const kubectlPath = binaries.path('kubectl');
  // Discovery is cached per server address, which a later control plane may get again.
  const kubectlEnv = { KUBECONFIG: files.kubeconfig, KUBECACHEDIR: join(folder, 'kubectl-cache') };
  return {
    server,
    apiServerPort: preparation.ports.apiServer,
    caFile: files.ca,
    servingCertificate: { certFile: files.servingCertificate, keyFile: files.servingKey },
    folder,
    kubeconfig: files.kubeconfig,
    tokens,
    kubectlPath,
    stopTimeMs: stopMs,
    api,
    kubectl: (args, options) => runKubectl(kubectlPath, args, { ...options, env: { ...kubectlEnv, ...options?.env } }),
    async kubeconfigFor(credential, options) {
      const file = join(folder, `${randomUUID()}.kubeconfig`);
      await writeKubeconfig(file, options?.server ?? server, files.ca, credential, options);
      return file;
    },
    async clientCertificate(user, groups) {
      const { certificate, key } = authority.issue(user, groups);
      const [certFile, keyFile] = [join(folder, `${user}.crt`), join(folder, `${user}.key`)];
      await writeFile(certFile, certificate);
      await writeFile(keyFile, key, { mode: 0o600 });
      return { certFile, keyFile };
    },
    processes: () => group.processes(),
    async stop() {
      await api.close();
      await group.stop();
    },
  };
}
