import { waitUntil } from '../../../../src/engine/wait.js';
import type { Clock } from '../../../../src/model/clock.js';
import type { Selection } from '../../../../src/model/cluster.js';
import type { KubernetesObject } from '../../../../src/model/objects.js';
import { POD } from '../../../../src/model/references.js';
import type { Look, Wait } from '../../../../src/model/step.js';
import { runInVirtualTime, VirtualClock } from '../../../support/model/virtual-clock.js';
import { watchedCluster, type WatchedCluster } from './watched-cluster.js';

type State = Readonly<Record<string, readonly KubernetesObject[]>>;

interface Stage {
  readonly watched: WatchedCluster;
  readonly interrupt: () => void;
  readonly sleep: (ms: number) => void;
}

/** One thing that happens while a wait lasts. */
export type Happening = (stage: Stage) => void;

/** What happens, and when: milliseconds after the wait began. */
type Story = Readonly<Record<number, Happening>>;

/** The cluster tells the state of what is watched under this name. */
export function shows(name: string, ...objects: readonly string[]): Happening {
  return ({ watched }) => {
    watched.show(name, ...objects);
  };
}

/** The cluster refuses to tell any more. */
export function refuses(name: string, error: unknown): Happening {
  return ({ watched }) => {
    watched.refuse(name, error);
  };
}

/** The user asks to stop. */
export const interrupts: Happening = ({ interrupt }) => {
  interrupt();
};

/** The machine sleeps for so many milliseconds: only its clock goes on. */
export function machineSleeps(ms: number): Happening {
  return ({ sleep }) => {
    sleep(ms);
  };
}

export interface WaitParts {
  readonly limitMs?: number;
  readonly names?: readonly string[];
  /** The user asked to stop before it began. */
  readonly isInterrupted?: boolean;
  /** `pause` lets so many milliseconds pass. */
  readonly look?: (seen: string, at: number, pause: (ms: number) => Promise<void>) => Promise<Look> | Look;
}

export interface WaitOutcome {
  /** When it was over, in milliseconds after its beginning. */
  readonly endedAt: number;
  readonly error: unknown;
  /** What was seen at each look, and when. */
  readonly looks: readonly (readonly [at: number, seen: string])[];
  /** What was told while it lasted. */
  readonly told: readonly (readonly [at: number, blockers: string])[];
  /** How often the wait went to sleep: a busy loop shows here. */
  readonly sleeps: number;
  /** Watches that were left open. */
  readonly leftOpen: number;
  /** Listeners that were left on the user's signal. */
  readonly listeners: number;
}

/** Lives through a wait in virtual time. Without a `look` it is over when nothing is watched any more. */
export async function live(
  story: Story,
  { limitMs = 60_000, names = ['pods'], isInterrupted = false, look = untilEmpty }: WaitParts = {},
): Promise<WaitOutcome> {
  const virtual = new VirtualClock();
  const startedAt = virtual.now();
  const watched = watchedCluster();
  const user = new AbortController();
  const listeners = countListeners(user.signal);
  if (isInterrupted) user.abort();
  const looks: [number, string][] = [];
  const told: [number, string][] = [];
  let sleeps = 0;
  let sleptMs = 0;
  const since = (): number => virtual.now() - startedAt;
  const clock: Clock = {
    now: () => virtual.now() + sleptMs,
    awake: () => virtual.now(),
    sleep: (ms, signal) => {
      sleeps += 1;
      if (sleeps > 10_000) throw new Error('a busy loop');
      return virtual.sleep(ms, signal);
    },
  };
  const wait: Wait<string> = {
    what: 'the Pods to be gone',
    limitMs,
    watch: Object.fromEntries(names.map((name): [string, Selection] => [name, { resource: POD, name }])),
    look: (state) => {
      const seen = textOf(state);
      looks.push([since(), seen]);
      return look(seen, since(), (ms) => virtual.sleep(ms));
    },
  };
  for (const [at, happen] of Object.entries(story)) {
    virtual.schedule(Number(at), () => {
      happen({
        watched,
        interrupt: () => {
          user.abort();
        },
        sleep: (ms) => {
          sleptMs += ms;
        },
      });
    });
  }
  const error: unknown = await runInVirtualTime(virtual, () =>
    waitUntil(wait, {
      cluster: watched.cluster,
      clock,
      signal: user.signal,
      onBlocked: (_what, _sinceMs, blockers) => {
        told.push([since(), blockers.join(', ')]);
      },
    }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );
  return { endedAt: since(), error, looks, told, sleeps, leftOpen: watched.open(), listeners: listeners() };
}

function untilEmpty(seen: string): Look {
  return seen === 'pods:' ? { done: true } : { done: false, blockers: [seen] };
}

function textOf(state: State): string {
  return Object.entries(state)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, objects]) => `${name}:${objects.map(({ metadata }) => metadata.name).join('+')}`)
    .join(' ');
}

function countListeners(signal: AbortSignal): () => number {
  let count = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...parts: Parameters<typeof add>) => {
    count += 1;
    add(...parts);
  };
  signal.removeEventListener = (...parts: Parameters<typeof remove>) => {
    count -= 1;
    remove(...parts);
  };
  return () => count;
}
