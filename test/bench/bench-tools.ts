import type { BenchCluster } from './bench-cluster.js';
import type { Programs } from './programs.js';
import type { Sizes } from './sizes.js';

/** What a part of the bench is handed. */
export interface Bench {
  readonly clusters: {
    readonly now: BenchCluster;
    /** Its scheduler works as before 1.33 (FIELD.md 2.15). */
    readonly oldScheduler: BenchCluster;
  };
  readonly programs: Programs;
  readonly sizes: Sizes;
  /** One line of progress. */
  readonly say: (line: string) => void;
}
