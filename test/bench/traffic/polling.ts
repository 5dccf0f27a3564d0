import type { ProxiedRequest } from '../../cluster/proxied-request.js';

/** What was asked while nothing was to be done but wait. */
export interface WaitingTraffic {
  readonly waitedMs: number;
  /** All that was asked in that time. */
  readonly requests: readonly ProxiedRequest[];
  /** How often at most one and the same thing was read within a second: more than once is polling. */
  readonly mostInASecond: number;
}

/**
 * What was asked between the last deletion of a Pod, once the watches that wait for its end were open, and the deletion
 * of the volume, which follows as soon as the claim has gone.
 *
 * @throws Error, where there was no such time
 */
export function whileWaiting(requests: readonly ProxiedRequest[], settledMs: number): WaitingTraffic {
  const isDeletion = ({ verb, isChange }: ProxiedRequest, wanted: string, resource: string) =>
    isChange && verb === 'delete' && wanted === resource;
  const stopped = requests.filter((request) => isDeletion(request, request.resource, 'pods')).at(-1);
  const wentOn = requests.find((request) => isDeletion(request, request.resource, 'persistentvolumes'));
  if (stopped === undefined || wentOn === undefined) throw new Error('there was no wait for Pods to stop');
  const [from, to] = [stopped.at + settledMs, wentOn.at - settledMs];
  const during = requests.filter(({ at }) => at > from && at < to);
  return { waitedMs: to - from, requests: during, mostInASecond: mostRepeated(during) };
}

function mostRepeated(requests: readonly ProxiedRequest[]): number {
  const reads = requests.filter(({ isChange }) => !isChange);
  return Math.max(
    0,
    ...reads.map(({ path }) =>
      mostWithin(
        1000,
        reads.filter((read) => read.path === path),
      ),
    ),
  );
}

export function mostWithin(ms: number, requests: readonly Pick<ProxiedRequest, 'at'>[]): number {
  const counts = requests.map(({ at }) => requests.filter((other) => other.at >= at && other.at < at + ms).length);
  return Math.max(0, ...counts);
}
