import type { Clock } from '../model/clock.js';
import type { Cluster, WriteOptions } from '../model/cluster.js';
import { Failure, isApiError, LockHeld, messageOf } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import { LEASE, type ObjectKey } from '../model/references.js';
import { goneIsFine, preconditionsOf } from './objects-now.js';

/** How long a holder may be silent before its lock is free, in seconds, and how often it speaks, in milliseconds. */
const DURATION_S = 30;
const RENEW_MS = 10_000;

export interface LockRequest {
  readonly namespace: string;
  readonly volumeName: string;
  /** Who asks, as others will read it: user, host and run. */
  readonly holder: string;
  /** Wait for a dead holder's lock to expire instead of refusing at once: for resume and rollback. */
  readonly waitsForExpiry: boolean;
  /** A holder that is known to have died, whose lock need not expire. */
  readonly deadHolder?: string;
  /** Take it from whoever holds it. */
  readonly takesOver: boolean;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  warn(message: string): void;
}

export interface VolumeLock {
  /** Aborted when somebody else has taken the lock: the run must stop. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes the Lease that keeps every other run off this volume, and renews it until it is released. Where Leases may not
 * be used, it warns and goes on: uid and resourceVersion preconditions still keep two runs from harming each other.
 *
 * @throws Failure conflict, when another run holds it
 */
export async function lockVolume(cluster: Cluster, clock: Clock, request: LockRequest): Promise<VolumeLock> {
  try {
    return keepRenewed(cluster, clock, request, await acquire(cluster, clock, request));
  } catch (error) {
    if (!isApiError(error, 'Forbidden')) throw error;
    request.warn(`no lock was taken, so nothing keeps another run off this volume: ${error.message}`);
    return { lost: new AbortController().signal, release: () => Promise.resolve() };
  }
}

/**
 * Looks whether the lock could be taken, and has the server try the request that would take it.
 *
 * @throws Failure conflict, when another run holds it; ApiError, what the server has against it
 */
export async function tryLock(
  cluster: Cluster,
  clock: Clock,
  request: Pick<LockRequest, 'namespace' | 'volumeName' | 'holder' | 'takesOver'>,
): Promise<void> {
  const present = await cluster.get(keyFor(request));
  if (present !== undefined && !request.takesOver && expiryOf(present) > clock.now()) throw held(present);
  await takeFree(cluster, clock, request, present, { dryRun: true });
}

async function acquire(cluster: Cluster, clock: Clock, request: LockRequest): Promise<KubernetesObject> {
  for (;;) {
    const present = await cluster.get(keyFor(request));
    const freeInMs = present === undefined || isLeft(present, request) ? 0 : expiryOf(present) - clock.now();
    if (freeInMs > 0 && !request.waitsForExpiry) throw held(present);
    if (freeInMs <= 0) {
      const lease = await takeFree(cluster, clock, request, present);
      if (lease !== undefined) return lease;
      continue;
    }
    request.warn(`waiting for the lock of ${holderOf(present)} to expire`);
    await sleepUnlessInterrupted(clock, freeInMs, request.signal);
    const after = await cluster.get(keyFor(request));
    if (after !== undefined && expiryOf(after) > clock.now()) throw held(after);
  }
}

/** Whether nobody stands behind a lock any more, or it does not matter who does. */
function isLeft(lease: KubernetesObject, { deadHolder, takesOver }: LockRequest): boolean {
  return takesOver || holderOf(lease) === deadHolder;
}

async function sleepUnlessInterrupted(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  await clock.sleep(ms, signal).catch(() => undefined);
  if (signal.aborted) throw new Failure('interrupted', 'interrupted while waiting for the lock; nothing was changed');
}

/** @returns undefined when somebody was faster */
async function takeFree(
  cluster: Cluster,
  clock: Clock,
  request: Pick<LockRequest, 'namespace' | 'volumeName' | 'holder'>,
  present: KubernetesObject | undefined,
  options?: WriteOptions,
): Promise<KubernetesObject | undefined> {
  const spec = {
    holderIdentity: request.holder,
    leaseDurationSeconds: DURATION_S,
    acquireTime: microTime(clock),
    renewTime: microTime(clock),
  };
  const { name, namespace = '' } = keyFor(request);
  try {
    return present === undefined
      ? await cluster.create(
          { apiVersion: LEASE.apiVersion, kind: LEASE.kind, metadata: { name, namespace }, spec },
          LEASE,
          options,
        )
      : await cluster.patch(keyFor(request), { spec }, preconditionsOf(present), options);
  } catch (error) {
    if (isApiError(error, 'AlreadyExists') || isApiError(error, 'Conflict')) return undefined;
    throw error;
  }
}

function keepRenewed(cluster: Cluster, clock: Clock, request: LockRequest, lease: KubernetesObject): VolumeLock {
  const [lost, released] = [new AbortController(), new AbortController()];
  const { uid } = preconditionsOf(lease);

  const isOurs = (now: KubernetesObject | undefined): now is KubernetesObject =>
    now?.metadata.uid === uid && holderOf(now) === request.holder;

  async function renew(): Promise<void> {
    const now = await cluster.get(keyFor(request));
    if (!isOurs(now)) throw taken(now);
    await cluster.patch(keyFor(request), { spec: { renewTime: microTime(clock) } }, preconditionsOf(now));
  }

  async function renewUntilReleased(): Promise<void> {
    for (;;) {
      await clock.sleep(RENEW_MS, released.signal);
      try {
        await renew();
      } catch (error) {
        if (error instanceof Failure && error.code === 'conflict') throw error;
        // What could not be renewed for now is only lost once somebody else takes it.
        request.warn(`the lock could not be renewed: ${messageOf(error)}`);
      }
    }
  }

  const renewing = renewUntilReleased().catch((error: unknown) => {
    if (!released.signal.aborted) lost.abort(error);
  });
  return {
    lost: lost.signal,
    async release() {
      released.abort();
      await renewing;
      await goneIsFine(async () => {
        const now = await cluster.get(keyFor(request));
        // Who took it over while this run was silent keeps it.
        if (isOurs(now)) await cluster.delete(keyFor(request), preconditionsOf(now));
      }).catch((error: unknown) => {
        request.warn(`the lock could not be released and will expire by itself: ${messageOf(error)}`);
      });
    },
  };
}

function keyFor({ namespace, volumeName }: Pick<LockRequest, 'namespace' | 'volumeName'>): ObjectKey {
  return { resource: LEASE, namespace, name: `s3csi-recreate-${volumeName}`.slice(0, 253) };
}

function expiryOf(lease: KubernetesObject): number {
  const spec = lease['spec'] as { renewTime?: string; leaseDurationSeconds?: number } | undefined;
  const renewed = Date.parse(spec?.renewTime ?? '');
  // A Lease that nobody ever filled in locks nothing.
  return Number.isNaN(renewed) ? 0 : renewed + (spec?.leaseDurationSeconds ?? DURATION_S) * 1000;
}

function holderOf(lease: KubernetesObject | undefined): string {
  const spec = lease?.['spec'] as { holderIdentity?: string } | undefined;
  return spec?.holderIdentity ?? 'nobody';
}

function held(lease: KubernetesObject | undefined): LockHeld {
  const since = (lease?.['spec'] as { acquireTime?: string } | undefined)?.acquireTime ?? 'an unknown time';
  return new LockHeld(
    `another run works on this volume: ${holderOf(lease)}, since ${since}`,
    `wait until it has ended; the lock of one that died expires after ${DURATION_S} s, or is taken with --take-over-lock`,
  );
}

function taken(lease: KubernetesObject | undefined): Failure {
  return new Failure('conflict', `the lock of this volume was taken by another run: ${holderOf(lease)}`, {
    hint: 'wait until it has ended, then look at what stands',
  });
}

/** RFC 3339 with microseconds, the only form that the API takes for a Lease. */
function microTime(clock: Clock): string {
  return new Date(clock.now()).toISOString().replace(/Z$/, '000Z');
}
