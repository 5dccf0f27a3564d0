/** `1 Pod`, `3 Pods`. */
export function podCount(count: number): string {
  return `${count} Pod${count === 1 ? '' : 's'}`;
}

/** A word of a command line that may be copied into a shell, whatever it holds. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text from the cluster on one line of its own, and never so long that it hides what follows. */
export function inShort(text: string, longest = 600): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)} …`;
}

/** `a`, `a, b and c`, `a, b, c and 7 more`. */
export function listed(words: readonly string[], most = 3): string {
  if (words.length > most + 1) return `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
