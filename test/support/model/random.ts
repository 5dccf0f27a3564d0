/** Milliseconds, or a range of them from which every use draws anew. */
export type Delay = number | readonly [from: number, to: number];

/** Repeatable chance: one seed, one schedule. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed + 0x9e3779b9) | 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whole milliseconds, as clocks of the real world tell them. */
  draw(delay: Delay): number {
    if (typeof delay === 'number') return delay;
    const [from, to] = delay;
    return Math.round(from + this.next() * (to - from));
  }

  /** Letters as the API server appends them to a generateName. */
  suffix(length = 5): string {
    const letters = 'bcdfghjklmnpqrstvwxz2456789';
    return Array.from({ length }, () => letters[Math.floor(this.next() * letters.length)] ?? 'x').join('');
  }

  uid(): string {
    const hex = [0, 1, 2, 3]
      .map(() =>
        Math.floor(this.next() * 2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      )
      .join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
