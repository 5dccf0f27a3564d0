import { valuesOf, type Measurements } from '../arithmetic/in-turns.js';
import { spreadOf } from '../arithmetic/spread.js';
import { asRatio } from '../arithmetic/units.js';
import { table } from './table.js';

export interface SpreadTable {
  /** The head of the first column. */
  readonly what: string;
  /** Those that get a row, in this order; all where none are named. */
  readonly names?: readonly string[];
  /** The one that the others are held against. */
  readonly against: string;
  readonly unit: (value: number) => string;
}

/** Median and spread of each, and how many times as much it is as the one it is held against. */
export function spreadTable(measurements: Measurements, { what, names, against, unit }: SpreadTable): string {
  const base = spreadOf(valuesOf(measurements, against)).median;
  const rows = (names ?? [...measurements.keys()]).map((name) => {
    const { count, min, lower, median, upper, max } = spreadOf(valuesOf(measurements, name));
    const spread = [`${unit(lower)} .. ${unit(upper)}`, `${unit(min)} .. ${unit(max)}`];
    return [name, unit(median), ...spread, String(count), asRatio(median / base)];
  });
  return table([what, 'median', 'middle half', 'min .. max', 'runs', `of "${against}"`], rows);
}
