import type { Timing } from '../../support/model/timing.js';

/** Who is slow, beyond what the seed decides. */
export const PACES = {
  'everybody at the usual pace': {},
  'slow requests': { request: [50, 900] },
  'slow watches': { watch: [50, 2000] },
  'slow workload controllers': { workloads: [500, 3000] },
  'slow Pods': { podStart: [2000, 8000], podStop: 9000 },
  'slow binder': { binderSeesVolume: [200, 1500], binderSeesNewClaim: [100, 2000], binderWrite: [50, 500] },
  'slow scheduler': { schedulerCache: [100, 1500], scheduling: [100, 1500] },
  'slow protection': { claimProtection: [500, 3000], volumeProtection: [500, 3000] },
  'slow driver': { driver: [500, 2000], driverUnmount: [2000, 9000] },
} satisfies Record<string, Partial<Timing>>;

export type PaceName = keyof typeof PACES;
