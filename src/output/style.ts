import { styleText } from 'node:util';
import type { ColourMode, Sink } from '../model/terminal.js';

/** How a page is drawn: with or without colour and Unicode. */
export interface Style {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Where lines are broken; undefined: nowhere. */
  readonly columns?: number;
  /** Words in the place of signs, and lines as long as they are: for screen readers (TERM=dumb). */
  readonly isPlain?: boolean;
}

export type Tone = 'good' | 'careful' | 'bad' | 'quiet' | 'strong';

const FORMATS = { good: 'green', careful: 'yellow', bad: 'red', quiet: 'gray', strong: 'bold' } as const;

export function tint(text: string, tone: Tone, { colour }: Style): string {
  return colour ? styleText(FORMATS[tone], text, { validateStream: false }) : text;
}

type Env = Readonly<Record<string, string | undefined>>;

/** As kubectl: colour only on a terminal, TERM not dumb, and NO_COLOR not set at all; unless the user says so or not. */
export function styleFor({ isTerminal, columns }: Omit<Sink, 'write'>, env: Env, colour: ColourMode = 'auto'): Style {
  const isPlain = env['TERM'] === 'dumb';
  const canColour = isTerminal && !isPlain && env['NO_COLOR'] === undefined;
  const locale =
    [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((setting) => setting !== undefined && setting !== '') ?? '';
  return {
    colour: colour === 'auto' ? canColour : colour === 'always',
    unicode: /utf-?8/i.test(locale) && !isPlain,
    isPlain,
    // Narrower than that, broken lines are harder to read than the terminal's own.
    ...(isTerminal && !isPlain && columns >= NARROWEST ? { columns } : {}),
  };
}

const NARROWEST = 24;

export function mark(level: 'okay' | 'warning' | 'error', style: Style): string {
  if (style.isPlain === true) return level === 'okay' ? 'ok:' : `${level}:`;
  const signs = style.unicode ? { okay: '✔', warning: '!', error: '✖' } : { okay: 'ok', warning: '!', error: 'x' };
  const tones = { okay: 'good', warning: 'careful', error: 'bad' } as const;
  return tint(signs[level], tones[level], style);
}
