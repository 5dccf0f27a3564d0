import type { Clock } from '../../model/clock.js';
import type { AuthProviderEntry } from '../kubeconfig/entries.js';
import type { Credential, CredentialSource } from './credential-source.js';
import { expiryOf } from './json-web-token.js';

/**
 * The `oidc` auth-provider. An expired token is renewed by kubectl itself, which also writes the new refresh token into the kubeconfig:
 * one that is used here and not kept there would lock the user out.
 */
export function oidcSource(
  provider: AuthProviderEntry,
  loginThroughKubectl: () => Promise<AuthProviderEntry | undefined>,
  clock: Clock,
): CredentialSource {
  let config = provider.config;
  let login: Promise<void> | undefined;
  const renewed = async (): Promise<void> => {
    try {
      config = (await loginThroughKubectl())?.config ?? config;
    } finally {
      login = undefined;
    }
  };
  const current = async (): Promise<Credential> => {
    const token = config?.['id-token'] ?? '';
    const expires = expiryOf(token);
    const isOver = token === '' || (expires !== undefined && expires <= clock.now());
    if (isOver && config?.['refresh-token']) await (login ??= renewed());
    return { token: config?.['id-token'] };
  };
  return { current, renew: () => Promise.resolve(false) };
}
