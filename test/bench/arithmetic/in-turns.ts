/** One of those that are measured side by side. */
export interface Contestant {
  readonly name: string;
  /** One measurement, in milliseconds. */
  readonly measure: () => Promise<number>;
}

export type Measurements = ReadonlyMap<string, readonly number[]>;

export interface Turns {
  readonly rounds: number;
  /** Rounds before them that do not count: caches fill. */
  readonly warmUps?: number;
  readonly onRound?: (round: number) => void;
}

/**
 * Measures all contestants in turns, each round beginning with the next of them, so that whatever the machine does
 * besides, and whatever one leaves to the next, hits all alike.
 */
export async function inTurns(
  contestants: readonly Contestant[],
  { rounds, warmUps = 1, onRound }: Turns,
): Promise<Measurements> {
  const measured = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    if (round > 0) onRound?.(round);
    for (const { name, measure } of rotated(contestants, round)) {
      const value = await measure();
      if (round > 0) measured.get(name)?.push(value);
    }
  }
  return measured;
}

export function valuesOf(measurements: Measurements, name: string): readonly number[] {
  const values = measurements.get(name);
  if (values === undefined) throw new Error(`"${name}" was not measured`);
  return values;
}

function rotated<T>(all: readonly T[], by: number): readonly T[] {
  const first = ((by % all.length) + all.length) % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
