/** What is behind a Pod that does not get its mount, as far as the words of an Event tell (FIELD.md 1). */
export type KnownFailure =
  /** Nobody signs: no role, or one that gives no credentials. */
  | { readonly kind: 'credentials' }
  | { readonly kind: 'assume-role' }
  | { readonly kind: 'sts-region' }
  | Refusal
  | { readonly kind: 'no-bucket' }
  | { readonly kind: 'wrong-region'; readonly expected?: string }
  | { readonly kind: 'unreachable' }
  /** The Mountpoint Pod is not ready. */
  | { readonly kind: 'mountpoint-pod'; readonly name?: string }
  /** The driver's controller has given the Pod no Mountpoint Pod. */
  | { readonly kind: 'unbooked' }
  /** The driver does not take what the volume says. */
  | { readonly kind: 'rejected' }
  | { readonly kind: 'driver-not-on-node' }
  | { readonly kind: 'node-full' }
  | { readonly kind: 'unknown' };

/** S3 knows who asks, and says no. */
export interface Refusal {
  readonly kind: 'forbidden';
  /** `s3:ListBucket`. */
  readonly action?: string;
  /** An ARN. */
  readonly resource?: string;
  /** The role's name. */
  readonly role?: string;
  /** A role that a node was given is not one that a ServiceAccount was given. */
  readonly isOfNode: boolean;
  readonly isExplicit: boolean;
}

/** The first that fits counts: one text often carries another's words in it. */
const KNOWN: readonly (readonly [RegExp, (text: string) => KnownFailure])[] = [
  [/sts:AssumeRole|AssumeRoleWithWebIdentity|AssumeRoleForPodIdentity/, () => ({ kind: 'assume-role' })],
  [/Failed to detect STS AWS Region/i, () => ({ kind: 'sts-region' })],
  [/no signing credentials|AWS_AUTH_SIGNING_NO_CREDENTIALS/i, () => ({ kind: 'credentials' })],
  [
    /Missing role annotation on pod's service account|IRSA and EKS Pod Identity failed/,
    () => ({ kind: 'credentials' }),
  ],
  [/PermanentRedirect|Wrong region|AuthorizationHeaderMalformed/, wrongRegion],
  [/NoSuchBucket|bucket does not exist/i, () => ({ kind: 'no-bucket' })],
  [/\bForbidden:|Access ?Denied|is not authorized to perform/, refusal],
  [/AWS_IO_|AWS_ERROR_HTTP/, () => ({ kind: 'unreachable' })],
  [/Failed to create S3 client/i, () => ({ kind: 'credentials' })],
  [/failed to assign an IP address|Too many pods/, () => ({ kind: 'node-full' })],
  [/wait for Mountpoint Pod\b/i, mountpointPod],
  [/MountpointS3PodAttachment/, () => ({ kind: 'unbooked' })],
  [/not found in the list of registered CSI drivers/, () => ({ kind: 'driver-not-on-node' })],
  [/code = InvalidArgument/, () => ({ kind: 'rejected' })],
];

/** Recognises the failures that are known of the driver, of Mountpoint and of AWS; everything else is `unknown`. */
export function knownFailure(text: string): KnownFailure {
  return KNOWN.find(([pattern]) => pattern.test(text))?.[1](text) ?? { kind: 'unknown' };
}

function wrongRegion(text: string): KnownFailure {
  const expected = /expecting '?([a-z]{2}[a-z0-9-]+)'?/.exec(text)?.[1];
  return { kind: 'wrong-region', ...(expected === undefined ? {} : { expected }) };
}

function refusal(text: string): Refusal {
  const action = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(text)?.[1];
  const resource = /on resource: "?(arn:[^\s"]+)/.exec(text)?.[1];
  const [, role, session = ''] = /:assumed-role\/([\w+=,.@-]+)\/([\w+=,.@-]+)/.exec(text) ?? [];
  return {
    kind: 'forbidden',
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource }),
    ...(role === undefined ? {} : { role }),
    // The session of an instance profile is the instance.
    isOfNode: /^i-[0-9a-f]+$/.test(session),
    isExplicit: text.includes('explicit deny'),
  };
}

function mountpointPod(text: string): KnownFailure {
  const name = /Mountpoint Pod "?(mp-[a-z0-9]+)/.exec(text)?.[1];
  return { kind: 'mountpoint-pod', ...(name === undefined ? {} : { name }) };
}
