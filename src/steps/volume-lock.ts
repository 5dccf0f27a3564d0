import type { Clock } from '../model/clock.js';
import type { Cluster, WriteOptions } from '../model/cluster.js';
import { Failure, isApiError, messageOf } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import { LEASE } from '../model/references.js';
import { DURATION_S, expiresInMs, held, holderOf, keyFor, leaseOf, microTime, taken, tenureOf } from './lease.js';
import { goneIsFine, preconditionsOf } from './objects-now.js';

/** How often a holder renews its lock, and how old its last look at it may be when it changes something. In milliseconds. */
const RENEW_MS = 10_000;
const CERTAIN_MS = 1_000;

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
  /**
   * To be asked before each change: a process that slept, or was stopped, may have lost the lock without having heard of it.
   *
   * @throws Failure conflict, when somebody else has taken it
   */
  requireHeld(): Promise<void>;
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
    const nothing = (): Promise<void> => Promise.resolve();
    return { lost: new AbortController().signal, requireHeld: nothing, release: nothing };
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
  if (present !== undefined && !request.takesOver && expiresInMs(present, clock) > 0) throw held(present);
  await takeFree(cluster, clock, request, present, { dryRun: true });
}

async function acquire(cluster: Cluster, clock: Clock, request: LockRequest): Promise<KubernetesObject> {
  for (;;) {
    const present = await cluster.get(keyFor(request));
    const free =
      present === undefined || isLeft(present, request) ? present : await freeLease(present, cluster, clock, request);
    const lease = await takeFree(cluster, clock, request, free);
    if (lease !== undefined) return lease;
  }
}

/**
 * The lock as it is to be taken; undefined where it is gone. One that is not renewed while it is waited for has expired,
 * whatever time its holder has written into it.
 */
async function freeLease(
  present: KubernetesObject,
  cluster: Cluster,
  clock: Clock,
  request: LockRequest,
): Promise<KubernetesObject | undefined> {
  const waitMs = expiresInMs(present, clock);
  if (waitMs <= 0) return present;
  if (!request.waitsForExpiry || waitMs > DURATION_S * 1000) throw held(present);
  request.warn(`waiting for the lock of ${holderOf(present)} to expire`);
  await sleepUnlessInterrupted(clock, waitMs, request.signal);
  const after = await cluster.get(keyFor(request));
  const isRenewed = after?.metadata.resourceVersion !== present.metadata.resourceVersion;
  if (after !== undefined && isRenewed && expiresInMs(after, clock) > 0) throw held(after);
  return after;
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
  const spec = leaseOf(request.holder, clock);
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
  let seenAt = clock.now();
  let looking: Promise<unknown> | undefined;

  const isOurs = (now: KubernetesObject | undefined): now is KubernetesObject =>
    now?.metadata.uid === uid && tenureOf(now) === tenureOf(lease);

  async function readOurs(): Promise<KubernetesObject> {
    const now = await cluster.get(keyFor(request));
    if (!isOurs(now)) throw taken(now);
    seenAt = clock.now();
    return now;
  }

  /** Many changes at a time look once. Where nobody can tell, the change that follows will not come far either. */
  function lookAgain(): Promise<unknown> {
    looking ??= readOurs()
      .catch((error: unknown) => {
        if (isTaken(error)) lost.abort(error);
      })
      .finally(() => (looking = undefined));
    return looking;
  }

  async function renew(): Promise<void> {
    const now = await readOurs();
    await cluster.patch(keyFor(request), { spec: { renewTime: microTime(clock) } }, preconditionsOf(now));
  }

  async function renewUntilReleased(): Promise<void> {
    for (;;) {
      await clock.sleep(RENEW_MS, released.signal);
      try {
        await renew();
      } catch (error) {
        if (isTaken(error)) throw error;
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
    async requireHeld() {
      if (clock.now() - seenAt >= CERTAIN_MS) await lookAgain();
      lost.signal.throwIfAborted();
    },
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

function isTaken(error: unknown): boolean {
  return error instanceof Failure && error.code === 'conflict';
}
