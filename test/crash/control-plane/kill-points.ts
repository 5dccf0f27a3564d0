import type { ProxiedRequest } from '../../cluster/fault-proxy.js';

/** A change at which a run is killed, told by what it changes and how many like it came before. */
export interface KillPoint {
  /** Such as `delete pods`. */
  readonly change: string;
  /** Counted from 1. */
  readonly ordinal: number;
}

export function changeOf({ verb, resource }: ProxiedRequest): string {
  return `${verb} ${resource}`;
}

/** Every change of a recorded run, in its order. */
export function killPointsOf(requests: readonly ProxiedRequest[]): readonly KillPoint[] {
  const counts = new Map<string, number>();
  return requests
    .filter(({ isChange }) => isChange)
    .map((request) => {
      const change = changeOf(request);
      const ordinal = (counts.get(change) ?? 0) + 1;
      counts.set(change, ordinal);
      return { change, ordinal };
    });
}

/** Answers once with true: at that point. */
export function watchFor({ change, ordinal }: KillPoint): (request: ProxiedRequest) => boolean {
  let seen = 0;
  return (request) => request.isChange && changeOf(request) === change && ++seen === ordinal;
}

/** A run of a few seconds makes none: for Pods that take longer than a lock goes without renewal. */
export const LOCK_RENEWAL: KillPoint = { change: 'patch leases', ordinal: 1 };
