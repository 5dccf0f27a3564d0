const ITEMS = ',"items":[';

/**
 * Reads a list. Where none of the words is in it, no object of it is kept, and only its head is read: of a
 * namespace with thousands of Pods that is nearly all. It is searched as it came, since a string of it would take its size once
 * more.
 *
 * @param words undefined: whatever is in it is read
 * @throws SyntaxError
 */
export function skimList(bytes: Buffer, words: readonly string[] | undefined): unknown {
  const head = words === undefined || words.some((word) => bytes.includes(word)) ? undefined : headOf(bytes);
  return head ?? JSON.parse(bytes.toString());
}

/** API servers write the head before the items; undefined where one does not. */
function headOf(bytes: Buffer): unknown {
  const end = bytes.indexOf(ITEMS);
  if (end < 0) return undefined;
  const head: unknown = JSON.parse(`${bytes.toString('utf8', 0, end)}${ITEMS}]}`);
  return hasVersion(head) ? head : undefined;
}

function hasVersion(head: unknown): boolean {
  const { metadata } = head as { readonly metadata?: { readonly resourceVersion?: unknown } | null };
  return typeof metadata?.resourceVersion === 'string';
}
