/** A part of the page. */
export interface Section {
  readonly title: string;
  /** Words and tables, in their order. */
  readonly paragraphs: readonly string[];
  readonly goals: readonly Goal[];
}

/** Something that was to be reached, and whether it was. */
export interface Goal {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** A goal of the kind "no more than". */
export function atMost(what: string, limit: number, measured: number, unit: (value: number) => string): Goal {
  return { what, wanted: `≤ ${unit(limit)}`, measured: unit(measured), isMet: measured <= limit };
}
