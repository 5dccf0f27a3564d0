import { stripVTControlCharacters } from 'node:util';

/** Text from a cluster or a file, made harmless for a terminal: no escape sequences, no control characters, one line. */
export function safeText(text: string): string {
  // eslint-disable-next-line no-control-regex -- taking them out is what this function is for
  return stripVTControlCharacters(text).replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g,
    ' ',
  );
}

/** The same for text that may have several lines. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}
