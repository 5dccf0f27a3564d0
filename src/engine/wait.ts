import type { Clock } from '../model/clock.js';
import { Failure } from '../model/errors.js';
import type { Blocker } from '../model/events.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Wait, Watched } from '../model/step.js';
import type { OpenWatches } from './open-watches.js';
import { stopReason } from './stop-reason.js';

/** How often a wait says that it still waits, in milliseconds. */
const HEARTBEAT_MS = 1000;

export interface WaitTools {
  readonly cluster: Pick<OpenWatches, 'follow'>;
  readonly clock: Clock;
  /** Aborted when the user asked to stop. */
  readonly signal: AbortSignal;
  onBlocked(what: string, sinceMs: number, blockers: readonly Blocker[]): void;
}

/**
 * Runs one wait to its end. All selections are followed by watch; `look` is called when each of them is known and after
 * every change, never twice at a time, and always with the latest state.
 *
 * @throws Failure timed-out with the last blockers, or what the signal stopped it for; and whatever `look` or the cluster throw
 */
export async function waitUntil<Name extends string>(wait: Wait<Name>, tools: WaitTools): Promise<void> {
  const startedAt = tools.clock.awake();
  const watching = new AbortController();
  const stop = (): void => {
    watching.abort();
  };
  tools.signal.addEventListener('abort', stop);
  if (tools.signal.aborted) stop();
  const state = new LatestState(Object.keys(wait.watch) as Name[]);
  const follows = Object.entries<Watched>(wait.watch).map(([name, selection]) =>
    tools.cluster
      .follow(
        selection,
        (objects) => {
          state.set(name as Name, objects);
        },
        watching.signal,
      )
      .catch((error: unknown) => {
        state.fail(error);
      }),
  );
  try {
    await lookUntilDone(wait, tools, state, startedAt);
  } finally {
    tools.signal.removeEventListener('abort', stop);
    watching.abort();
    await Promise.all(follows);
  }
}

async function lookUntilDone<Name extends string>(
  wait: Wait<Name>,
  tools: WaitTools,
  state: LatestState<Name>,
  startedAt: number,
): Promise<void> {
  let blockers: readonly Blocker[] = [];
  let againAt = Infinity;
  for (;;) {
    if (tools.signal.aborted) throw stopReason(tools.signal, `interrupted while waiting for ${wait.what}`);
    const seen = state.take();
    if (seen !== undefined) {
      const look = await wait.look(seen);
      if (look.done) return;
      blockers = look.blockers;
      againAt = tools.clock.awake() + (look.againInMs ?? Infinity);
    }
    tools.onBlocked(wait.what, tools.clock.awake() - startedAt, blockers);
    const leftMs = startedAt + wait.limitMs - tools.clock.awake();
    if (leftMs <= 0) throw timedOut(wait, blockers);
    const lookIn = Math.min(leftMs, againAt - tools.clock.awake());
    await nextChange(state, Math.min(lookIn, HEARTBEAT_MS), lookIn <= HEARTBEAT_MS, tools);
  }
}

/** Resolves at the next change, at the latest after `ms`, or when the user asks to stop. */
async function nextChange<Name extends string>(
  state: LatestState<Name>,
  ms: number,
  isLookDue: boolean,
  tools: WaitTools,
): Promise<void> {
  const waiting = new AbortController();
  const timer = tools.clock.sleep(ms, AbortSignal.any([waiting.signal, tools.signal])).then(
    () => {
      if (isLookDue) state.look();
      else state.wake();
    },
    () => {
      // Either the change came first, or the user asked to stop; only the latter has to be told.
      if (tools.signal.aborted) state.wake();
    },
  );
  await state.changed();
  waiting.abort();
  await timer;
}

/** The newest state of every selection, and a bell that rings when there is a newer one. */
class LatestState<Name extends string> {
  readonly #known = new Map<Name, readonly KubernetesObject[]>();
  #isNew = false;
  #failure: { readonly error: unknown } | undefined;
  #ring: () => void = () => undefined;
  #rung = false;

  constructor(private readonly names: readonly Name[]) {}

  set(name: Name, objects: readonly KubernetesObject[]): void {
    this.#known.set(name, objects);
    this.look();
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.wake();
  }

  /** Asks for another look at the present state. */
  look(): void {
    this.#isNew = true;
    this.wake();
  }

  wake(): void {
    this.#rung = true;
    this.#ring();
  }

  /** Resolves as soon as something rang since the last call. */
  async changed(): Promise<void> {
    if (!this.#rung) await new Promise<void>((resolve) => (this.#ring = resolve));
    this.#rung = false;
  }

  /** The state, once every selection is known and only if it was not taken yet. */
  take(): Readonly<Record<Name, readonly KubernetesObject[]>> | undefined {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (!this.#isNew || !this.names.every((name) => this.#known.has(name))) return undefined;
    this.#isNew = false;
    return Object.fromEntries(this.#known) as Record<Name, readonly KubernetesObject[]>;
  }
}

function timedOut(wait: Wait<string>, blockers: readonly Blocker[]): Failure {
  const seconds = Math.round(wait.limitMs / 1000);
  const why = blockers.length === 0 ? '' : `: ${blockers.join('; ')}`;
  return new Failure('timed-out', `waited ${seconds} s for ${wait.what}${why}`);
}
