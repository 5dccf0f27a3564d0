const ITEMS = ',"items":[';

/**
 * Reads the text of a list. Where none of the words is in it, no object of it is kept, and only its head is read: of a
 * namespace with thousands of Pods that is nearly all.
 *
 * @param words undefined: whatever is in it is read
 * @throws SyntaxError
 */
export function skimList(text: string, words: readonly string[] | undefined): unknown {
  if (words === undefined || words.some((word) => text.includes(word))) return JSON.parse(text);
  return headOf(text) ?? JSON.parse(text);
}

/** API servers write the head before the items; undefined where one does not. */
function headOf(text: string): unknown {
  const end = text.indexOf(ITEMS);
  if (end < 0) return undefined;
  const head: unknown = JSON.parse(`${text.slice(0, end)}${ITEMS}]}`);
  return hasVersion(head) ? head : undefined;
}

function hasVersion(head: unknown): boolean {
  const { metadata } = head as { readonly metadata?: { readonly resourceVersion?: unknown } | null };
  return typeof metadata?.resourceVersion === 'string';
}
