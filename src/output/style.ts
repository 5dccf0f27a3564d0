import { styleText } from 'node:util';

/** How a page is drawn: with or without colour and Unicode. */
export interface Style {
  readonly colour: boolean;
  readonly unicode: boolean;
}

export type Tone = 'good' | 'careful' | 'bad' | 'quiet' | 'strong';

const FORMATS = { good: 'green', careful: 'yellow', bad: 'red', quiet: 'gray', strong: 'bold' } as const;

export function tint(text: string, tone: Tone, { colour }: Style): string {
  return colour ? styleText(FORMATS[tone], text, { validateStream: false }) : text;
}

/** As kubectl: colour only on a terminal, TERM not dumb, and NO_COLOR not set at all. */
export function styleFor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Style {
  const colour = isTerminal && env['TERM'] !== 'dumb' && env['NO_COLOR'] === undefined;
  const locale =
    [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((setting) => setting !== undefined && setting !== '') ?? '';
  return { colour, unicode: /utf-?8/i.test(locale) };
}

export function mark(level: 'okay' | 'warning' | 'error', style: Style): string {
  const signs = style.unicode ? { okay: '✔', warning: '!', error: '✖' } : { okay: 'ok', warning: '!', error: 'x' };
  const tones = { okay: 'good', warning: 'careful', error: 'bad' } as const;
  return tint(signs[level], tones[level], style);
}
