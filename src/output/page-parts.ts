import { safeLines, safeText } from './safe-text.js';
import { shortened } from './shortened.js';
import { tint, type Style } from './style.js';
import { wrapped } from './wrap.js';

/** A heading with its lines below it, broken where the terminal ends; nothing where there are none. */
export function section(title: string, lines: readonly string[], style: Style): string {
  const isCommand = (line: string): boolean => /\bkubectl [a-z]/.test(line);
  // A command that is broken cannot be copied.
  const broken = lines.flatMap((line) => (isCommand(line) ? [line] : wrapped(line, inner(style))));
  return verbatimSection(title, broken, style);
}

/** The same for lines that are only right as they are: a diff. */
export function verbatimSection(title: string, lines: readonly string[], style: Style): string {
  return lines.length === 0 ? '' : [tint(title, 'strong', style), ...lines.map((line) => `  ${line}`)].join('\n');
}

function inner({ columns }: Style): number | undefined {
  return columns === undefined ? undefined : columns - 2;
}

/** A unified diff, each line in its colour. */
export function diffLines(diff: string, style: Style): readonly string[] {
  return safeLines(diff.trimEnd())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => tintDiff(shortened(line), style));
}

function tintDiff(line: string, style: Style): string {
  if (line.startsWith('+++') || line.startsWith('---')) return tint(line, 'strong', style);
  if (line.startsWith('+')) return tint(line, 'good', style);
  return line.startsWith('-') ? tint(line, 'bad', style) : line;
}

/** What a page begins with: a line for each name and its value. */
export function labelled(rows: readonly (readonly string[])[], { columns, isPlain = false }: Style): string {
  return rows
    .flatMap(([label = '', value = '']) =>
      wrapped(`${isPlain ? `${label}:` : label.padEnd(9)} ${safeText(value)}`, columns),
    )
    .join('\n');
}
