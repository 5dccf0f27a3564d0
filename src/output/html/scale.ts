import type { Attempt } from './attempts.js';
import { duration } from './times.js';

/** A place on the time line, in per cent from its left end. */
export interface Mark {
  readonly at: number;
  readonly words: string;
}

/** Where a time is drawn. What lies between two attempts, hours perhaps, takes little room. */
export interface Scale {
  /** From milliseconds since the epoch to per cent. */
  readonly place: (ms: number) => number;
  readonly ticks: readonly Mark[];
  /** Where time was left out, with how much. */
  readonly breaks: readonly (Mark & { readonly width: number })[];
}

/** As parts of the longest attempt: how wide a pause is drawn at the most, and an attempt at the least. */
const LONGEST_PAUSE = 0.12;
const SHORTEST_ATTEMPT = 0.6;
const MOST_TICKS = 6;
/** Between two ticks, and between the last one and the right end. In per cent. */
const LEAST_DISTANCE = 7;

export function scaleFor(attempts: readonly Attempt[]): Scale {
  const pieces = piecesOf(attempts);
  const total = pieces.reduce((sum, { drawn }) => sum + drawn, 0);
  const place = (ms: number): number => {
    let before = 0;
    for (const { from, to, drawn } of pieces) {
      if (ms < to) return percent(before + Math.max(0, ms - from) * (drawn / (to - from)), total);
      before += drawn;
    }
    return percent(before, total);
  };
  const breaks = pieces
    .filter(({ isPause, from, to, drawn }) => isPause && drawn < to - from)
    .map(({ from, to }) => ({ at: place(from), width: round(place(to) - place(from)), words: duration(to - from) }));
  return { place, breaks, ticks: ticksFor(attempts, place) };
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** Its length as it is drawn. */
  readonly drawn: number;
  readonly isPause: boolean;
}

function piecesOf(attempts: readonly Attempt[]): readonly Piece[] {
  const longest = Math.max(1, ...attempts.map(({ from, to }) => to - from));
  return attempts
    .flatMap(({ from, to }, index): readonly Piece[] => {
      const next = Math.max(to, attempts[index + 1]?.from ?? to);
      return [
        { from, to, drawn: Math.max(to - from, longest * SHORTEST_ATTEMPT), isPause: false },
        { from: to, to: next, drawn: Math.min(next - to, longest * LONGEST_PAUSE), isPause: true },
      ];
    })
    .filter(({ from, to }) => to > from);
}

function ticksFor(attempts: readonly Attempt[], place: Scale['place']): readonly Mark[] {
  const start = attempts[0]?.from ?? 0;
  const ticks: Mark[] = [];
  for (const { from, to } of attempts) {
    const step = stepFor(to - from, (MOST_TICKS * (place(to) - place(from))) / 100);
    for (let ms = start + Math.ceil((from - start) / step) * step; ms <= to; ms += step) {
      const at = place(ms);
      const isClear = at - (ticks.at(-1)?.at ?? -Infinity) >= LEAST_DISTANCE && at <= 100 - LEAST_DISTANCE;
      if (isClear) ticks.push({ at, words: tickWords(ms - start) });
    }
  }
  return ticks;
}

/** A round number of milliseconds. */
function stepFor(ms: number, most: number): number {
  return STEPS.find((each) => ms / each <= most) ?? Math.max(1, Math.ceil(ms / most / DAY)) * DAY;
}

function tickWords(ms: number): string {
  if (ms < MINUTE) return `${ms / 1000} s`;
  const seconds = (ms % MINUTE) / 1000;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min${seconds === 0 ? '' : ` ${seconds} s`}`;
  const clock = [ms / HOUR, (ms % HOUR) / MINUTE, seconds].map((part) => String(Math.floor(part)).padStart(2, '0'));
  return `${clock.join(':')} h`;
}

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 6, 12].map((count) => count * HOUR),
];

function percent(part: number, total: number): number {
  return round((part / total) * 100);
}

/** A page is the same wherever it is made. */
function round(number: number): number {
  return Math.round(number * 100) / 100;
}
