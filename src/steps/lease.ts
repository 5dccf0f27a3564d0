import type { Clock } from '../model/clock.js';
import { Failure, LockHeld } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import { LEASE, type ObjectKey } from '../model/references.js';

/** How long a holder may be silent before its lock is free. In seconds. */
export const DURATION_S = 30;

/** What a Lease says of its holder; each may be missing, since anybody may write one. */
interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
}

/** What is written to take a lock, as of now. */
export function leaseOf(holder: string, clock: Clock) {
  const time = microTime(clock);
  return { holderIdentity: holder, leaseDurationSeconds: DURATION_S, acquireTime: time, renewTime: time };
}

export function keyFor({
  namespace,
  volumeName,
}: {
  readonly namespace: string;
  readonly volumeName: string;
}): ObjectKey {
  // A volume's name may be as long as that of a Lease; and no name ends with a dot or a dash.
  const name = `s3csi-recreate-${volumeName}`.slice(0, 253).replace(/[-.]+$/, '');
  return { resource: LEASE, namespace, name };
}

/** Who holds the lock, and since when: another attempt of the same run has the same name, but its own time. */
export function tenureOf(lease: KubernetesObject): string {
  return `${holderOf(lease)} since ${specOf(lease).acquireTime ?? ''}`;
}

export function holderOf(lease: KubernetesObject | undefined): string {
  return specOf(lease).holderIdentity ?? 'nobody';
}

/**
 * How long a lock that is not renewed any more goes on, in milliseconds; never longer than it lasts from now, since its
 * holder's clock may be wrong.
 */
export function expiresInMs(lease: KubernetesObject, clock: Clock): number {
  const renewed = Date.parse(specOf(lease).renewTime ?? '');
  const lastsMs = durationOf(lease) * 1000;
  // A Lease that nobody ever filled in locks nothing.
  return Number.isNaN(renewed) ? 0 : Math.min(renewed + lastsMs - clock.now(), lastsMs);
}

export function held(lease: KubernetesObject): LockHeld {
  const since = specOf(lease).acquireTime ?? 'an unknown time';
  return new LockHeld(
    `another run works on this volume: ${holderOf(lease)}, since ${since}`,
    `wait until it has ended; the lock of one that died expires after ${durationOf(lease)} s, or is taken with --take-over-lock`,
  );
}

export function taken(lease: KubernetesObject | undefined): Failure {
  const what =
    lease === undefined
      ? 'is gone: another run took it and has ended, or somebody deleted it'
      : `was taken by another run: ${holderOf(lease)}`;
  return new Failure('conflict', `the lock of this volume ${what}`, {
    hint: 'wait until no other run is at work, then look at what stands',
  });
}

/** RFC 3339 with microseconds, the only form that the API takes for a Lease. */
export function microTime(clock: Clock): string {
  return new Date(clock.now()).toISOString().replace(/Z$/, '000Z');
}

function durationOf(lease: KubernetesObject): number {
  return specOf(lease).leaseDurationSeconds ?? DURATION_S;
}

function specOf(lease: KubernetesObject | undefined): LeaseSpec {
  return (lease?.['spec'] as LeaseSpec | undefined) ?? {};
}
