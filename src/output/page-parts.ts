import { safeText } from './safe-text.js';
import { tint, type Style } from './style.js';

/** A heading with its lines below it; nothing where there are none. */
export function section(title: string, lines: readonly string[], style: Style): string {
  return lines.length === 0 ? '' : [tint(title, 'strong', style), ...lines.map((line) => `  ${line}`)].join('\n');
}

/** A line of a unified diff in its colour. */
export function tintDiff(line: string, style: Style): string {
  if (line.startsWith('+++') || line.startsWith('---')) return tint(line, 'strong', style);
  if (line.startsWith('+')) return tint(line, 'good', style);
  return line.startsWith('-') ? tint(line, 'bad', style) : line;
}

/** What a page begins with: a line for each name and its value. */
export function labelled(rows: readonly (readonly string[])[]): string {
  return rows.map(([label = '', value = '']) => `${label.padEnd(9)} ${safeText(value)}`).join('\n');
}
