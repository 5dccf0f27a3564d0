import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, boolean, explicit, implicit, integer, objectId, octets, sequence, setOf, utcTime, utf8 } from './der.js';

export interface Certificate {
  /** PEM */
  readonly certificate: string;
  /** PEM */
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
/** Bits of the key usage, RFC 5280, section 4.2.1.3. */
const [DIGITAL_SIGNATURE, SIGN_CERTIFICATES] = [Buffer.from([0x80]), Buffer.from([0x04])];

/**
 * Issues the certificates of one control plane: its servers' (127.0.0.1, localhost) and its users'. Written by hand
 * because node cannot make certificates and a test run should not need openssl.
 */
export class CertificateAuthority {
  readonly #keys = generateKeys();
  readonly #name = distinguishedName('control-plane-ca', []);
  /** PEM */
  readonly certificate = pem('CERTIFICATE', this.#certify(this.#name, this.#keys.publicKey, authorityExtensions()));

  /** For serving and for calling. To the API server the name is a user, the organizations are its groups. */
  issue(commonName: string, organizations: readonly string[] = []): Certificate {
    const keys = generateKeys();
    const subject = distinguishedName(commonName, organizations);
    return {
      certificate: pem('CERTIFICATE', this.#certify(subject, keys.publicKey, endEntityExtensions())),
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  }

  /** RFC 5280, section 4.1 */
  #certify(subject: Buffer, publicKey: KeyObject, extensions: Buffer): Buffer {
    const now = Date.now();
    const content = sequence(
      explicit(0, integer(Buffer.from([2]))),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      ECDSA_WITH_SHA256,
      this.#name,
      sequence(utcTime(new Date(now - DAY_MS)), utcTime(new Date(now + 365 * DAY_MS))),
      subject,
      publicKey.export({ type: 'spki', format: 'der' }),
      explicit(3, extensions),
    );
    return sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, this.#keys.privateKey)));
  }
}

export function generateKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function distinguishedName(commonName: string, organizations: readonly string[]): Buffer {
  const attribute = (id: string, value: string) => setOf(sequence(objectId(id), utf8(value)));
  return sequence(...organizations.map((name) => attribute('2.5.4.10', name)), attribute('2.5.4.3', commonName));
}

function authorityExtensions(): Buffer {
  return sequence(critical('2.5.29.19', sequence(boolean(true))), critical('2.5.29.15', bits(SIGN_CERTIFICATES, 2)));
}

function endEntityExtensions(): Buffer {
  const [serverAuth, clientAuth] = [objectId('1.3.6.1.5.5.7.3.1'), objectId('1.3.6.1.5.5.7.3.2')];
  const names = sequence(implicit(2, Buffer.from('localhost')), implicit(7, Buffer.from([127, 0, 0, 1])));
  return sequence(
    critical('2.5.29.15', bits(DIGITAL_SIGNATURE, 7)),
    sequence(objectId('2.5.29.37'), octets(sequence(serverAuth, clientAuth))),
    sequence(objectId('2.5.29.17'), octets(names)),
  );
}

function critical(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), boolean(true), octets(value));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
