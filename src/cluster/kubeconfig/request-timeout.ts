import { Failure } from '../../model/errors.js';

const DEFAULT_MS = 30_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds of --request-timeout, 0 for none. kubectl waits without end where nothing is said; 30 s are enough for one answer,
 * and only watches, which this does not limit, stay open longer.
 * @throws Failure usage
 */
export function parseRequestTimeout(typed: string | undefined): number {
  if (typed === undefined || typed === '') return DEFAULT_MS;
  if (/^\d+$/.test(typed)) return Number(typed) * 1000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(typed)) {
    throw new Failure('usage', `--request-timeout "${typed}" is not a length of time`, {
      hint: 'give seconds, or a number with its unit: 10s, 2m, 1h',
    });
  }
  return [...typed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNIT_MS[unit ?? ''] ?? 0),
    0,
  );
}
