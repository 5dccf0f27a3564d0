import { stripVTControlCharacters } from 'node:util';

/**
 * Breaks a line between words where it is longer than so many columns; what follows is set in by four more than the line. A word that
 * is too long by itself stays whole: a name or a path that is broken cannot be copied.
 */
export function wrapped(line: string, columns: number | undefined): readonly string[] {
  if (columns === undefined || widthOf(line) <= columns) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = indent;
  let isEmpty = true;
  for (const word of line.slice(indent.length).split(' ')) {
    const next = `${indent}    ${word}`;
    if (!isEmpty && widthOf(current) + 1 + widthOf(word) > columns && widthOf(next) <= columns) {
      lines.push(current.trimEnd());
      current = next;
    } else current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current];
}

function widthOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}
