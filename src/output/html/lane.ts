/**
 * How a thing stood: `old` as it was, `going` on its way out, `gone` not there, `made` new but not whole yet, `good` as it
 * is to be, `down` not whole.
 */
export type Tone = 'old' | 'going' | 'gone' | 'made' | 'good' | 'down';

export interface Span {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  readonly words: string;
}

/** One line of a time line: a thing, and how it stood from when to when. */
export interface Lane {
  readonly name: string;
  readonly spans: readonly Span[];
}

/** Follows one thing through a run. */
export class LaneWriter {
  readonly #spans: Span[] = [];

  constructor(
    private readonly name: string,
    from: number,
    tone: Tone,
    words: string,
  ) {
    this.#spans.push({ from, to: from, tone, words });
  }

  get tone(): Tone | undefined {
    return this.#spans.at(-1)?.tone;
  }

  /** From `at` on it stands so. */
  enter(at: number, tone: Tone, words: string): void {
    const last = this.#spans.at(-1);
    if (last?.tone === tone && last.words === words) return;
    this.#endAt(at);
    this.#spans.push({ from: at, to: at, tone, words });
  }

  lane(end: number): Lane {
    this.#endAt(end);
    return { name: this.name, spans: this.#spans.filter(({ from, to }) => to > from || this.#spans.length === 1) };
  }

  #endAt(at: number): void {
    const last = this.#spans.pop();
    if (last !== undefined) this.#spans.push({ ...last, to: Math.max(last.from, at) });
  }
}
