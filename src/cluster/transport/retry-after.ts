/** Milliseconds of a Retry-After header; undefined for none. The date form, which API servers do not use, counts as none. */
export function parseRetryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) * 1000 : undefined;
}
