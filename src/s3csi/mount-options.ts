/** One entry of `spec.mountOptions` as the driver understands it. */
export interface MountOption {
  /** As it stands in the volume. */
  readonly text: string;
  /** A file may hold a number or a switch instead, which the API server refuses. */
  readonly isText: boolean;
  /** Normalised: "cache" and "--cache" are both "--cache"; "-o" stays. */
  readonly flag: string;
  /** Empty when it has none. */
  readonly value: string;
}

/** Reads `key value`, `key=value` and both with dashes, in the driver's own order: "=" separates before a space does. */
export function parseMountOption(given: unknown): MountOption {
  const text = String(given);
  const trimmed = text.trim();
  const separator = trimmed.includes('=') ? '=' : ' ';
  const end = trimmed.indexOf(separator);
  const key = end < 0 ? trimmed : trimmed.slice(0, end);
  return {
    text,
    isText: typeof given === 'string',
    flag: key.startsWith('-') ? key : `--${key}`,
    value: end < 0 ? '' : trimmed.slice(end + 1).trim(),
  };
}
