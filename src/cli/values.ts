import { Failure } from '../model/errors.js';

/** A year: longer than any run, and short enough for every clock. */
const LONGEST_MS = 365 * 24 * 3_600_000;

/**
 * A duration as kubectl writes it (`90s`, `1h30m`, `500ms`), or plain seconds.
 *
 * @returns milliseconds
 * @throws Failure usage
 */
export function parseDuration(text: string, flag: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text;
  const ms = isWhole
    ? parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0)
    : /^\d+$/.test(text)
      ? Number(text) * 1000
      : NaN;
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new Failure('usage', `--${flag} "${text}" is not a duration above zero and within a year`, {
    hint: 'write for example 90s, 10m or 1h30m',
  });
}

/**
 * Seconds of grace. Zero would kill Pods without their kubelet's word, and leave their mount behind (FIELD.md 3).
 *
 * @throws Failure usage
 */
export function parseGracePeriod(text: string): number {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1) return seconds;
  throw new Failure('usage', `--grace-period "${text}" is not a whole number of seconds from 1 up`, {
    hint: 'leave it out to give each Pod its own',
  });
}

/** How much is told, as kubectl counts it. @throws Failure usage */
export function parseLevel(text = '0'): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Failure('usage', `-v "${text}" is not a level`, { hint: 'write for example -v=6, to see every request' });
}

/** @throws Failure usage, for one that is not `KEY=VALUE` */
export function parseExtras(pairs: readonly string[]): void {
  const wrong = pairs.find((pair) => pair.indexOf('=') < 1);
  if (wrong === undefined) return;
  throw new Failure('usage', `--as-user-extra "${wrong}" is not KEY=VALUE`, {
    hint: 'write for example --as-user-extra=reason=ticket-7',
  });
}

/** The digest of a plan, as a dry run shows it. @throws Failure usage */
export function parseDigest(text: string): string {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return text;
  throw new Failure('usage', `--expect-plan "${text}" is not the digest of a plan`, {
    hint: 'give it as --dry-run=client shows it: sha256: and 64 hexadecimal digits',
  });
}

/** `KEY=VALUE` pairs; a value may hold further equals signs. @throws Failure usage */
export function parseAssignments(pairs: readonly string[]): ReadonlyMap<string, string> {
  const assignments = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1)
      throw new Failure('usage', `--set "${pair}" is not KEY=VALUE`, {
        hint: 'write for example --set authenticationSource=pod',
      });
    const key = pair.slice(0, at);
    if (assignments.has(key))
      throw new Failure('usage', `--set gives ${key} more than once`, { hint: 'give each attribute one value' });
    assignments.set(key, pair.slice(at + 1));
  }
  return assignments;
}

/** A claim as kubectl takes it: `NAME`, `pvc/NAME`. @throws Failure usage */
export function parseClaimName(word: string): string {
  const slash = word.indexOf('/');
  const [kind, name] = slash < 0 ? ['pvc', word] : [word.slice(0, slash), word.slice(slash + 1)];
  if (!CLAIM_KINDS.has(kind.toLowerCase())) {
    throw new Failure('usage', `"${word}" is not a claim`, { hint: 'name a PersistentVolumeClaim: NAME or pvc/NAME' });
  }
  // RFC 1123 subdomain, as the API server has it for the names of claims.
  if (name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) return name;
  throw new Failure('usage', `"${name}" cannot be the name of a claim`, {
    hint: 'names have small letters, digits, dashes and dots',
  });
}

const CLAIM_KINDS = new Set([
  'pvc',
  'persistentvolumeclaim',
  'persistentvolumeclaims',
  'persistentvolumeclaim.v1',
  'persistentvolumeclaims.v1',
]);

/** Any text that a CSI driver may be handed; spaces around it are a slip of the keyboard. @throws Failure usage */
export function parseVolumeHandle(text: string): string {
  if (text !== '' && text === text.trim() && !/[\p{Cc}]/u.test(text)) return text;
  throw new Failure('usage', `--new-volume-handle="${text}" cannot be a volume's handle`, {
    hint: "write one without spaces around it, for example the volume's name with -2 behind it",
  });
}
