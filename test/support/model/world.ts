import type { ApiServer } from './api-server.js';
import type { Delay, Random } from './random.js';
import type { Timing } from './timing.js';
import type { VirtualClock } from './virtual-clock.js';

/** What every part of the model works in. */
export interface World {
  readonly api: ApiServer;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly timing: Timing;
  /** Something happened that must never happen. */
  violate(what: string): void;
}

/** Runs a controller's work after a delay that is drawn for it; the result takes it back. */
export function later(world: World, delay: Delay, run: () => void): () => void {
  return world.clock.scheduleQuietly(world.random.draw(delay), run);
}
