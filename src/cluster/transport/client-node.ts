import {
  HttpMethod,
  KubeConfig,
  RequestContext,
  type Cluster as ClusterConfig,
  type DispatcherOptions,
} from '@kubernetes/client-node';
import type { AgentOptions } from 'node:https';
import type { Agent } from 'undici';
import type { Credential, CredentialSource } from '../credentials/credential-source.js';
import { impersonationHeaders } from '../credentials/impersonation.js';
import type { Env } from '../environment.js';
import type { Connection } from '../kubeconfig/connection.js';
import type { Authorization, Authorizer } from './authorizer.js';
import { connections } from './connections.js';
import { systemRoots } from './system-roots.js';

/**
 * Authentication and TLS by the client's own code, asked once per credential: asked per request, it makes a new pool of connections each
 * time. This is the only module that imports the client, which takes 0.4 s; load it lazily.
 */
export function createAuthorizer(connection: Connection, source: CredentialSource, env: Env): Authorizer {
  const impersonation = impersonationHeaders(connection.user);
  let latest: Authorization | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function authorizationFor(credential: Credential): Promise<Authorization> {
    if (latest !== undefined && isSame(latest.credential, credential)) return (latest = { ...latest, credential });
    const fresh = await askClient(connection, credential, env);
    const headers = { ...fresh.headers, ...impersonation };
    if (latest !== undefined && hasSameCertificate(latest.credential, credential)) {
      return (latest = { headers, dispatcher: latest.dispatcher, credential });
    }
    // What is still under way over the old connections may end; nothing new is sent.
    void latest?.dispatcher.close().catch(() => undefined);
    return (latest = { headers, dispatcher: fresh.dispatcher, credential });
  }

  return {
    async authorize() {
      const credential = await source.current();
      // One after the other: the first requests come all at once, and the client takes a millisecond each time.
      const authorization = turn.then(() => authorizationFor(credential));
      turn = authorization.catch(() => undefined);
      return authorization;
    },
    renew: (refused) => source.renew(refused.credential),
  };
}

async function askClient(connection: Connection, credential: Credential, env: Env) {
  const client = new StrictKubeConfig();
  client.loadFromString(kubeconfigFor(connection, credential, env));
  const context = new RequestContext(connection.server, HttpMethod.GET);
  await client.applySecurityAuthentication(context);
  const dispatcher = client.connections ?? context.getDispatcher();
  if (dispatcher === undefined) throw new Error('the client made no dispatcher');
  return { headers: context.getHeaders(), dispatcher };
}

/** The client leaves certificates unchecked where NODE_TLS_REJECT_UNAUTHORIZED says so; kubectl knows only the kubeconfig and its flags. */
class StrictKubeConfig extends KubeConfig {
  /** To be used instead of the client's dispatcher, which has not connected to anything; none through a proxy. */
  connections: Agent | undefined;

  override createDispatcherOptions(cluster: ClusterConfig | null, agentOptions: AgentOptions): DispatcherOptions {
    const options = super.createDispatcherOptions(cluster, { rejectUnauthorized: true, ...agentOptions });
    if (options.type === 'agent') this.connections = connections(options.connect as Agent.Options['connect']);
    return options;
  }
}

/**
 * A kubeconfig of one cluster and one user, so that nothing is left for the client to merge or to run. Without a user it would skip the
 * certificate authority, and it refuses http:// unless told to skip TLS.
 */
function kubeconfigFor({ server, cluster, user, proxyUrl }: Connection, credential: Credential, env: Env): string {
  const plain = !/^https:/i.test(server);
  const authority = cluster['certificate-authority-data'];
  const insecure = plain || cluster['insecure-skip-tls-verify'] === true;
  return JSON.stringify({
    'current-context': 'context',
    contexts: [{ name: 'context', context: { cluster: 'cluster', user: 'user' } }],
    clusters: [
      {
        name: 'cluster',
        cluster: {
          server,
          'certificate-authority-data': authority ?? (insecure ? undefined : base64(systemRoots(env))),
          'insecure-skip-tls-verify': insecure,
          'tls-server-name': cluster['tls-server-name'],
          'proxy-url': proxyUrl,
        },
      },
    ],
    users: [
      {
        name: 'user',
        user: {
          username: user.username,
          password: user.username ? (user.password ?? '') : undefined,
          token: credential.token ?? user.token,
          'client-certificate-data': base64(credential.clientCertificate) ?? user['client-certificate-data'],
          'client-key-data': base64(credential.clientKey) ?? user['client-key-data'],
        },
      },
    ],
  });
}

function base64(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text).toString('base64');
}

function isSame(one: Credential, other: Credential): boolean {
  return one.token === other.token && hasSameCertificate(one, other);
}

function hasSameCertificate(one: Credential, other: Credential): boolean {
  return one.clientCertificate === other.clientCertificate && one.clientKey === other.clientKey;
}
