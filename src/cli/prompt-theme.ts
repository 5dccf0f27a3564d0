import { styleText } from 'node:util';

export interface PromptLook {
  readonly colour: boolean;
  readonly unicode: boolean;
}

type Format = Parameters<typeof styleText>[0];

/** How questions are drawn: inquirer's own look, without its colour or its signs where the terminal has none (makeTheme of @inquirer/core). */
export function themeFor({ colour, unicode }: PromptLook): object {
  const tint = (format: Format) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const done = tint('green');
  return {
    prefix: { idle: tint('blue')('?'), done: done(unicode ? '✔' : 'ok') },
    icon: unicode
      ? { cursor: '❯', checked: done('◉'), unchecked: '◯' }
      : { cursor: '>', checked: done('[x]'), unchecked: '[ ]' },
    // Only shown while an answer is judged, which takes no time.
    spinner: { interval: 1000, frames: [''] },
    style: {
      answer: tint('cyan'),
      message: tint('bold'),
      error: (text: string) => tint('red')(`> ${text}`),
      defaultAnswer: (text: string) => tint('dim')(`(${text})`),
      help: tint('dim'),
      highlight: tint('cyan'),
      key: (text: string) => tint('cyan')(`<${text}>`),
      disabled: tint('dim'),
      description: tint('cyan'),
      keysHelpTip: (keys: readonly (readonly [key: string, action: string])[]) =>
        tint('dim')(keys.map(([key, action]) => `${unicode ? key : (NAMES[key] ?? key)} ${action}`).join(', ')),
    },
  };
}

const NAMES: Readonly<Record<string, string>> = { '↑↓': 'arrow keys', '⏎': 'return' };
