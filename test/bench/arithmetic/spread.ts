/** What a row of measurements comes to. */
export interface Spread {
  readonly count: number;
  readonly min: number;
  /** A quarter of the values is not above it. */
  readonly lower: number;
  readonly median: number;
  /** A quarter of the values is not below it. */
  readonly upper: number;
  readonly max: number;
}

/** @throws Error, of no values: a measurement that did not happen must not look like one */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) {
    throw new Error(`there is no spread of [${values.join(', ')}]`);
  }
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => quantile(sorted, share);
  return { count: sorted.length, min: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), max: at(1) };
}

export function medianOf(values: readonly number[]): number {
  return spreadOf(values).median;
}

/** Between two values it is taken in proportion, as R (type 7) and spreadsheets do. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
