import { readFile } from 'node:fs/promises';
import { Failure } from '../../model/errors.js';
import type { Credential, CredentialSource } from './credential-source.js';

/**
 * A token that someone else renews in a file, such as a service account's: read at every use. A token beside it in the kubeconfig counts
 * only while the file cannot be read (client-go, transport/round_trippers.go, NewBearerAuthWithRefreshRoundTripper).
 */
export function tokenFileSource(path: string, otherwise: string | undefined): CredentialSource {
  const current = async (): Promise<Credential> => {
    try {
      const token = (await readFile(path, 'utf8')).trim();
      if (token !== '') return { token };
    } catch (cause) {
      if (!otherwise) throw unreadable(path, 'cannot be read', cause);
    }
    if (!otherwise) throw unreadable(path, 'is empty');
    return { token: otherwise };
  };
  return { current, renew: async (refused) => (await current()).token !== refused.token };
}

function unreadable(path: string, problem: string, cause?: unknown): Failure {
  return new Failure('usage', `the token file "${path}" ${problem}`, { hint: 'kubectl config view', cause });
}
