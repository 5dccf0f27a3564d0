/** What a request is allowed with, beyond what stands in the kubeconfig itself. */
export interface Credential {
  readonly token?: string | undefined;
  /** PEM; together with the key. */
  readonly clientCertificate?: string | undefined;
  /** PEM */
  readonly clientKey?: string | undefined;
}

/** Credentials that come from elsewhere and change while we run. */
export interface CredentialSource {
  /** Those that count now. Requests at the same time share one look or one run. */
  current(): Promise<Credential>;
  /**
   * The server did not accept these. Resolves true when the next `current` may give others, so that the request is worth
   * repeating.
   */
  renew(refused: Credential): Promise<boolean>;
}

/** Nothing but what stands in the kubeconfig. */
export const NO_SOURCE: CredentialSource = {
  current: () => Promise.resolve({}),
  renew: () => Promise.resolve(false),
};
