import { safeText } from '../safe-text.js';

/** Text that is HTML already; only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | readonly Part[];

/**
 * A piece of a page. Whatever is put in between is text from a cluster or a file until it is known to be markup: without
 * control characters, on one line, and with every sign escaped that means something in HTML, attributes included.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    strings.map((text, index) => text + (index < parts.length ? textOf(parts[index] ?? '') : '')).join(''),
  );
}

export const NOTHING = new Markup('');

/** Pieces on lines of their own, as `pre` shows them. */
export function joined(parts: readonly Part[], between = '\n'): Markup {
  return new Markup(parts.map(textOf).join(between));
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return safeText(part).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return typeof part === 'number' ? String(part) : part.map(textOf).join('');
}
