import { readFile } from 'node:fs/promises';
import { Failure } from '../../model/errors.js';
import type { ClusterEntry, UserEntry } from './entries.js';

/** Puts the certificate authority's file into the entry. @throws Failure usage, when it cannot be read. */
export async function withAuthorityData(cluster: ClusterEntry): Promise<ClusterEntry> {
  return withData(cluster, 'certificate-authority');
}

/** Puts the client certificate's and key's files into the entry. @throws Failure usage, when one cannot be read. */
export async function withCertificateData(user: UserEntry): Promise<UserEntry> {
  return withData(await withData(user, 'client-certificate'), 'client-key');
}

async function withData<Entry extends object>(entry: Entry, field: keyof Entry & string): Promise<Entry> {
  const path: unknown = entry[field];
  if (typeof path !== 'string' || path === '') return entry;
  try {
    return { ...entry, [field]: undefined, [`${field}-data`]: await readFile(path, 'base64') };
  } catch (cause) {
    throw new Failure('usage', `the ${field} "${path}" cannot be read`, { hint: 'kubectl config view', cause });
  }
}
