import { html, type Markup } from './markup.js';

/** `4.2 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`. @param ms milliseconds */
export function duration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const [unit, next] =
    seconds < 3600 ? (['min', 's'] as const) : seconds < 86_400 ? (['h', 'min'] as const) : (['d', 'h'] as const);
  const [large, small] = { min: [60, 1], h: [3600, 60], d: [86_400, 3600] }[unit] as [number, number];
  return `${Math.floor(seconds / large)} ${unit} ${Math.floor((seconds % large) / small)} ${next}`;
}

/** Day and time in UTC; what is no time is shown as it is. */
export function moment(at: string): Markup {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return html`${at}`;
  const iso = new Date(ms).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}

/** The time of day to a tenth of a second, with the day where it is another than that of `start`. Both in ms since the epoch. */
export function clockTime(ms: number, start: number): Markup {
  const [iso, first] = [new Date(ms).toISOString(), new Date(start).toISOString()];
  const day = iso.slice(0, 10) === first.slice(0, 10) ? '' : `${iso.slice(0, 10)} `;
  return html`<time datetime="${iso}">${day}${iso.slice(11, 21)}</time>`;
}
