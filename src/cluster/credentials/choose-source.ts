import type { Clock } from '../../model/clock.js';
import type { Env } from '../environment.js';
import type { Connection } from '../kubeconfig/connection.js';
import type { AuthProviderEntry } from '../kubeconfig/entries.js';
import { NO_SOURCE, type CredentialSource } from './credential-source.js';
import { execSource } from './exec-source.js';
import { oidcSource } from './oidc-source.js';
import { tokenFileSource } from './token-file-source.js';

export interface SourceEnvironment {
  readonly env: Env;
  readonly interactive: boolean;
  readonly clock: Clock;
  /** Lets kubectl log in anew and reads what it wrote into the kubeconfig. */
  readonly loginThroughKubectl: () => Promise<AuthProviderEntry | undefined>;
}

/**
 * Where a user's credentials come from. A token, password or certificate in the kubeconfig wins over a plugin, as in client-go
 * (plugin/pkg/client/auth/exec/exec.go, UpdateTransportConfig).
 */
export function chooseSource(connection: Connection, environment: SourceEnvironment): CredentialSource {
  const { user } = connection;
  if (user.tokenFile) return tokenFileSource(user.tokenFile, user.token);
  if (user.token || user.username || user.password || user['client-certificate-data']) return NO_SOURCE;
  if (user.exec) return execSource(user.exec, connection, environment);
  if (user['auth-provider']) {
    return oidcSource(user['auth-provider'], environment.loginThroughKubectl, environment.clock);
  }
  return NO_SOURCE;
}
