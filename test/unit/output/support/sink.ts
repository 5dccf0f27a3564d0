import type { Clock } from '../../../../src/model/clock.js';
import type { Sink } from '../../../../src/model/terminal.js';

/** A stream whose text can be looked at. */
export function textSink(): Sink & { text(): string } {
  let text = '';
  return {
    write: (part) => {
      text += part;
    },
    text: () => text,
    isTerminal: false,
    columns: 0,
  };
}

/** Time that moves only by hand. */
export function handClock(): Clock & { advance(ms: number): void } {
  let now = Date.UTC(2026, 0, 5, 9);
  return {
    now: () => now,
    awake: () => now,
    sleep: () => Promise.reject(new Error('nothing here sleeps')),
    advance: (ms) => {
      now += ms;
    },
  };
}
