import type { UserEntry } from '../kubeconfig/entries.js';

/** The headers that act as somebody else (client-go, transport/round_trippers.go). */
export function impersonationHeaders(user: UserEntry): Record<string, string | string[]> {
  if (!user.as) return {};
  const extra = Object.entries(user['as-user-extra'] ?? {}).map(
    ([key, values]) => [`Impersonate-Extra-${escapeKey(key)}`, values] as const,
  );
  return {
    'Impersonate-User': user.as,
    ...(user['as-uid'] ? { 'Impersonate-Uid': user['as-uid'] } : {}),
    ...(user['as-groups']?.length ? { 'Impersonate-Group': user['as-groups'] } : {}),
    ...Object.fromEntries(extra),
  };
}

/** A header's name takes few characters; the server undoes this. */
function escapeKey(key: string): string {
  const bytes = [...Buffer.from(key, 'utf8')];
  return bytes.map((byte) => (isNameByte(byte) ? String.fromCharCode(byte) : percent(byte))).join('');
}

function isNameByte(byte: number): boolean {
  return /[!#$&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte));
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
