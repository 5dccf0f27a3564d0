import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { Env } from '../environment.js';

/** Where Linux distributions keep the certificate authorities that are trusted (Go, crypto/x509/root_linux.go). */
const LINUX_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The certificate authorities that this machine trusts, as PEM, for a server whose kubeconfig names none: a company's own authority is
 * there, and not in the list that Node brings along.
 */
export function systemRoots(env: Env): string | undefined {
  if (process.platform === 'linux') return firstReadable([env['SSL_CERT_FILE'] ?? '', ...LINUX_BUNDLES]);
  // Node has it from 22.15 on; before, its own list counts.
  const fromSystem = 'getCACertificates' in tls ? (tls.getCACertificates as (type: string) => string[]) : undefined;
  return fromSystem?.('system').join('\n');
}

function firstReadable(files: readonly string[]): string | undefined {
  for (const file of files) {
    try {
      if (file !== '') return readFileSync(file, 'utf8');
    } catch {
      // The next distribution's place.
    }
  }
  return undefined;
}
