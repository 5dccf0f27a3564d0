/** Which end of a TLS connection was not believed, and why, in words; undefined when it was something else. */
export function certificateProblem(code: string, message: string): { problem: string; hint: string } | undefined {
  const ofServer = SERVER[code];
  if (ofServer !== undefined) {
    return { problem: `has a certificate that cannot be trusted: ${ofServer}`, hint: SERVER_HINT };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = /.*altnames: (.*)$/.exec(message)?.[1] ?? 'another name';
    return {
      problem: `has a certificate for another name (${names})`,
      hint: 'see server and tls-server-name in the kubeconfig',
    };
  }
  if (/^ERR_SSL_.*ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(code)) {
    return { problem: 'did not accept the client certificate', hint: 'see client-certificate in the kubeconfig' };
  }
  if (/^ERR_OSSL_/.test(code)) {
    return {
      problem: `cannot be spoken to with the certificates of the kubeconfig (${code})`,
      hint: 'see certificate-authority, client-certificate and client-key in the kubeconfig',
    };
  }
  return undefined;
}

const SERVER_HINT = 'see certificate-authority in the kubeconfig, or give --certificate-authority';

const UNKNOWN = 'it is signed by an unknown authority';

const SERVER: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN,
  CERT_SIGNATURE_FAILURE: UNKNOWN,
  CERT_UNTRUSTED: UNKNOWN,
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet (see the clock of this machine)',
  CERT_REVOKED: 'it has been revoked',
  INVALID_PURPOSE: 'it is not meant for servers',
};
