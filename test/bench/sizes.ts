/** How much is measured. */
export interface Sizes {
  readonly isShort: boolean;
  readonly startUpRounds: number;
  readonly downtimeRounds: number;
  /** How long the ways that do not end are watched not ending, in milliseconds. */
  readonly endlessMs: number;
  readonly trafficRounds: number;
  readonly crowdPods: number;
  readonly crowdRounds: number;
  readonly holders: readonly number[];
  readonly growthRounds: number;
}

/** About a quarter of an hour on two cores. */
export const FULL: Sizes = {
  isShort: false,
  startUpRounds: 30,
  downtimeRounds: 12,
  endlessMs: 20_000,
  trafficRounds: 3,
  crowdPods: 10_000,
  crowdRounds: 5,
  holders: [1, 3, 10, 30, 100],
  growthRounds: 5,
};

/** To see that it works, and for whoever changes it. */
export const SHORT: Sizes = {
  isShort: true,
  startUpRounds: 3,
  downtimeRounds: 2,
  endlessMs: 4_000,
  trafficRounds: 1,
  crowdPods: 1_000,
  crowdRounds: 1,
  holders: [1, 10],
  growthRounds: 1,
};
