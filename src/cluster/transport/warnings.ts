/** Tells each text of the server's Warning headers (RFC 7234, 5.5; code 299) once. */
export function warningSink(
  onWarning: (text: string) => void,
): (header: string | readonly string[] | undefined) => void {
  const told = new Set<string>();
  return (header) => {
    for (const text of [header ?? []].flat().flatMap(parseWarnings)) {
      if (told.has(text)) continue;
      told.add(text);
      onWarning(text);
    }
  };
}

/** `299 - "text"`, several of them separated by commas. */
function parseWarnings(header: string): readonly string[] {
  const quoted = header.matchAll(/(?:^|,)\s*299\s+\S+\s+"((?:[^"\\]|\\.)*)"/g);
  return [...quoted].map(([, text = '']) => text.replace(/\\(.)/g, '$1').replace(/\p{Cc}/gu, ' '));
}
