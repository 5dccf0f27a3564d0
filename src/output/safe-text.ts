import { stripVTControlCharacters } from 'node:util';

/** Text from a cluster or a file, made harmless for a terminal: no escape sequences, no control characters, one line. */
export function safeText(text: string): string {
  return stripVTControlCharacters(text).replace(CONTROL, ' ');
}

/** The same for text that may have several lines. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}

/** Control and format characters, but for the joiners that people's names and pictures need. */
const CONTROL = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;
